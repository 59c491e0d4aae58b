package io.heddle.graph;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long one attempt of a node may take; null for as long as it likes, which is the engine's default. Immutable.
 *
 * @param attempt from beginning to end
 * @param idle without a sign of progress: a token, an emitted value, a recorded call, a write to the store, a heartbeat
 * @param heartbeat without a {@link NodeContext#heartbeat}
 */
public record Timeouts(
        @Nullable Duration attempt,
        @Nullable Duration idle,
        @Nullable Duration heartbeat) {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(36_525);

    public static final Timeouts NONE = new Timeouts(null, null, null);

    public Timeouts {
        check("timeout", attempt);
        check("idleTimeout", idle);
        check("heartbeatTimeout", heartbeat);
    }

    /** The same with another limit from beginning to end. */
    public Timeouts withAttempt(Duration limit) {
        return new Timeouts(limit, idle, heartbeat);
    }

    /** The same with another limit without a sign of progress. */
    public Timeouts withIdle(Duration limit) {
        return new Timeouts(attempt, limit, heartbeat);
    }

    /** The same with another limit without a heartbeat. */
    public Timeouts withHeartbeat(Duration limit) {
        return new Timeouts(attempt, idle, limit);
    }

    static void check(String name, @Nullable Duration limit) {
        if (limit != null && (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "%s %s: expected between a millisecond and a century; leave it out for no limit"
                            .formatted(name, limit));
        }
    }
}
