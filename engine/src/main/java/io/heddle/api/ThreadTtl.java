package io.heddle.api;

import java.time.Duration;

/**
 * How long a thread lives.
 *
 * @param lifetime at least one millisecond
 * @param strategy what happens when it is over
 * @param sliding whether it begins anew with everything that is written to the thread; else it began when it was set
 */
public record ThreadTtl(Duration lifetime, Strategy strategy, boolean sliding) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    public ThreadTtl {
        if (lifetime.toMillis() < 1 || lifetime.compareTo(LONGEST) > 0) {
            throw new ProblemException(
                    new Problem.InvalidRequest("ttl", lifetime.toString(), "1 millisecond to 100 years"));
        }
    }

    /** A lifetime that everything written to the thread renews, and after which the thread is deleted. */
    public static ThreadTtl of(Duration lifetime) {
        return new ThreadTtl(lifetime, Strategy.DELETE, true);
    }

    /** What happens to a thread whose time is over. It is left alone while a run is pending or running. */
    public enum Strategy {
        /** It is deleted, unless it asks a question that nobody has answered. */
        DELETE,
        /** Its past is forgotten; where it stands stays, open questions included. */
        KEEP_LATEST
    }
}
