package io.heddle.readside;

import java.time.Duration;

/**
 * How the follower looks after the journal.
 *
 * @param batchRows rows projected by one transaction, at most; each may hold 64 kB
 * @param shortest the pause after a look that found something: what comes meanwhile is projected together
 * @param longest the pause that pauses grow to while nothing happens
 * @param longestRetry the pause that pauses grow to while the database does not answer
 */
public record FollowerSettings(int batchRows, Duration shortest, Duration longest, Duration longestRetry) {
    public static final FollowerSettings DEFAULT =
            new FollowerSettings(256, Duration.ofMillis(20), Duration.ofMillis(500), Duration.ofSeconds(5));
}
