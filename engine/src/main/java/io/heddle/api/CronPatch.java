package io.heddle.api;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What is to be otherwise about a cron; what is null stays.
 *
 * @param run what each tick starts, whole
 * @param endless whether the end is taken away; {@code endTime} is null then
 */
public record CronPatch(
        @Nullable RunRequest run,
        @Nullable Boolean keepsThread,
        @Nullable String schedule,
        @Nullable ZoneId zone,
        @Nullable Instant endTime,
        boolean endless,
        @Nullable Boolean enabled) {
    public CronPatch {
        if (run != null) {
            NewCron.check(run);
        }
    }

    /** Starts or stops the ticking. */
    public static CronPatch enabled(boolean enabled) {
        return new CronPatch(null, null, null, null, null, false, enabled);
    }
}
