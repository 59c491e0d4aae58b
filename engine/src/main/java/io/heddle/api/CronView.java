package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A cron as others see it.
 *
 * @param assistant of its runs
 * @param thread where it starts them; null for a new thread each time
 * @param zone whose clocks the schedule is read by; null for UTC
 * @param payload what each tick starts, as it is written on the wire
 * @param nextRun its next tick; null if there is none any more, or while it is disabled
 */
public record CronView(
        CronId id,
        AssistantId assistant,
        @Nullable ThreadId thread,
        boolean keepsThread,
        String schedule,
        @Nullable ZoneId zone,
        @Nullable Instant endTime,
        boolean enabled,
        JsonValue payload,
        JsonValue metadata,
        @Nullable Instant nextRun,
        Instant createdAt,
        Instant updatedAt) {
    /** The same cron with another next tick. */
    public CronView next(@Nullable Instant tick) {
        return new CronView(
                id,
                assistant,
                thread,
                keepsThread,
                schedule,
                zone,
                endTime,
                enabled,
                payload,
                metadata,
                tick,
                createdAt,
                updatedAt);
    }
}
