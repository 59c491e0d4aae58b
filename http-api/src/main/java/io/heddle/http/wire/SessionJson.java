package io.heddle.http.wire;

import io.heddle.api.SessionView;
import io.heddle.json.JsonValue;

/** A thread as somebody's session, on the wire. Not of the protocol: only who includes it sees it. */
public final class SessionJson {
    private SessionJson() {}

    public static JsonValue of(SessionView session) {
        return new Members()
                .with("created_at", session.createdAt())
                .with("last_accessed_at", session.lastAccessedAt())
                .with("expires_at", session.expiresAt())
                .with("request_count", session.requests())
                .with("user", session.user())
                .with("client_address", session.clientAddress())
                .json();
    }
}
