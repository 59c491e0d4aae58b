package io.heddle.host;

import io.heddle.api.ThreadTtl;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long threads live, and how it is seen to.
 *
 * @param usual how long a thread lives if nobody says; null for ever
 * @param sweepInterval the pause between two looks for threads whose time is over
 * @param sweepLimit how many of them one look takes
 */
public record Lifetimes(@Nullable ThreadTtl usual, Duration sweepInterval, int sweepLimit) {
    public static final Lifetimes DEFAULT = new Lifetimes(null, Duration.ofMinutes(5), 1_000);
}
