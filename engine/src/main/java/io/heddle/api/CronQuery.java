package io.heddle.api;

import io.heddle.json.Containment;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which crons to find, in what order. Each filter left null matches everything.
 *
 * @param metadata containment: every member named must be there with an equal value, nested objects likewise
 */
public record CronQuery(
        @Nullable AssistantId assistant,
        @Nullable ThreadId thread,
        @Nullable Boolean enabled,
        @Nullable JsonValue metadata,
        int limit,
        int offset,
        SortBy sortBy,
        boolean ascending) {
    /** The ten newest. */
    public static final CronQuery ALL = new CronQuery(null, null, null, null, 10, 0, SortBy.CREATED_AT, false);

    /** What the result is ordered by; what is missing comes last, ties are broken by cron id. */
    public enum SortBy {
        CRON_ID,
        ASSISTANT_ID,
        THREAD_ID,
        NEXT_RUN_DATE,
        END_TIME,
        CREATED_AT,
        UPDATED_AT
    }

    /** Whether a cron is to be found. */
    public boolean matches(CronView cron) {
        return (assistant == null || assistant.equals(cron.assistant()))
                && (thread == null || thread.equals(cron.thread()))
                && (enabled == null || enabled == cron.enabled())
                && (metadata == null || Containment.contains(cron.metadata().node(), metadata.node()));
    }

    /** The order of what is found. */
    public Comparator<CronView> order() {
        Comparator<String> natural = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return Comparator.comparing(this::key, Comparator.nullsLast(natural))
                .thenComparing(cron -> cron.id().value(), natural);
    }

    private @Nullable String key(CronView cron) {
        return switch (sortBy) {
            case CRON_ID -> cron.id().value();
            case ASSISTANT_ID -> cron.assistant().value();
            case THREAD_ID -> cron.thread() == null ? null : cron.thread().value();
            case NEXT_RUN_DATE -> number(cron.nextRun());
            case END_TIME -> number(cron.endTime());
            case CREATED_AT -> number(cron.createdAt());
            case UPDATED_AT -> number(cron.updatedAt());
        };
    }

    private static @Nullable String number(@Nullable Instant time) {
        return time == null ? null : "%019d".formatted(time.toEpochMilli());
    }
}
