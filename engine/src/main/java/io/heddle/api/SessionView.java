package io.heddle.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A thread as the session of somebody. Reads count too, so this is kept beside the journal and may lose the last seconds
 * before a crash.
 *
 * @param lastAccessedAt null if no request about it has been counted
 * @param expiresAt when its time is over, if nothing is written to it before; null for never
 * @param requests requests about it so far
 * @param user who made the last request that named somebody; null if none did
 * @param clientAddress where the last request came from, as it is kept; null if it is not
 */
public record SessionView(
        Instant createdAt,
        @Nullable Instant lastAccessedAt,
        @Nullable Instant expiresAt,
        long requests,
        @Nullable String user,
        @Nullable String clientAddress) {}
