package io.heddle.readside;

import java.time.Duration;

/**
 * How the follower looks after the journal.
 *
 * @param batchRows rows projected by one transaction, at most
 * @param shortest the pause after a look that found something: what comes meanwhile is projected together, each
 *     thread once
 * @param longest the pause that pauses grow to while nothing happens
 * @param longestRetry the pause that pauses grow to while the database does not answer
 */
public record FollowerSettings(int batchRows, Duration shortest, Duration longest, Duration longestRetry) {
    public static final FollowerSettings DEFAULT =
            new FollowerSettings(8_192, Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(5));
}
