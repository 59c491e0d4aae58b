package io.heddle.webhook;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code heddle.engine.webhook} says.
 *
 * @param secret signs what is sent; null to send unsigned
 * @param privateAddresses whether addresses may be called that only this machine or its network knows
 * @param self where a webhook that is a path leads to; null to refuse paths
 * @param timeout how long one attempt may take
 * @param attempts how often one delivery is tried
 * @param firstPause after the first failed attempt; twice as long after each further one
 * @param longestPause which no pause exceeds
 */
public record WebhookSettings(
        @Nullable String secret,
        boolean privateAddresses,
        @Nullable URI self,
        Duration timeout,
        int attempts,
        Duration firstPause,
        Duration longestPause) {
    /** Unsigned, to public addresses only, for about a day. */
    public static final WebhookSettings DEFAULT = new WebhookSettings(
            null, false, null, Duration.ofSeconds(10), 20, Duration.ofSeconds(5), Duration.ofHours(2));

    /** The pause after that many failed attempts. */
    Duration pauseAfter(int failed) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(failed - 1, 30));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
