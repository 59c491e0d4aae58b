package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.ThreadTtl;
import io.heddle.api.ThreadTtl.Strategy;
import io.heddle.api.ThreadView;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a thread lives, on the wire: section 13.3 of the protocol, and whether writing to the thread renews it. */
final class TtlJson {
    private static final Map<String, Strategy> STRATEGIES = Words.ofNames(Strategy.values());
    private static final double MILLIS_OF_A_MINUTE = 60_000;
    private static final double LONGEST = Duration.ofDays(36_500).toMinutes();

    private TtlJson() {}

    /** Minutes, or an object that says more; null if absent. */
    static @Nullable ThreadTtl read(Fields body) {
        JsonNode found = body.any("ttl");
        if (found.isNull()) {
            return null;
        }
        if (found.isNumber()) {
            return new ThreadTtl(minutes(body, "ttl"), Strategy.DELETE, true);
        }
        Fields object = body.inner("ttl");
        if (object == null) {
            return null;
        }
        return new ThreadTtl(
                minutes(object, "ttl"),
                object.word("strategy", STRATEGIES, Strategy.DELETE),
                object.flag("sliding", true));
    }

    static @Nullable JsonValue of(ThreadView thread) {
        ThreadTtl ttl = thread.ttl();
        return ttl == null
                ? null
                : new Members()
                        .with("strategy", Words.nameOf(ttl.strategy()))
                        .with("ttl_minutes", JsonValue.encode(ttl.lifetime().toMillis() / MILLIS_OF_A_MINUTE))
                        .with("sliding", JsonValue.encode(ttl.sliding()))
                        .with("expires_at", thread.expiresAt())
                        .json();
    }

    private static Duration minutes(Fields fields, String name) {
        JsonNode found = fields.any(name);
        double minutes = found.isNumber() ? found.doubleValue() : 0;
        if (!(minutes * MILLIS_OF_A_MINUTE >= 1) || minutes > LONGEST) {
            throw fields.refuse(name, found, "a number of minutes above 0, at most 100 years");
        }
        return Duration.ofMillis(Math.round(minutes * MILLIS_OF_A_MINUTE));
    }
}
