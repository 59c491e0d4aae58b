package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which threads to find, in what order. Filters are containment: every member named must be there with an equal value,
 * nested objects likewise. Each filter left null matches everything.
 */
public record ThreadQuery(
        @Nullable List<ThreadId> ids,
        @Nullable JsonValue metadata,
        @Nullable JsonValue values,
        @Nullable ThreadStatus status,
        int limit,
        int offset,
        SortBy sortBy,
        boolean ascending) {
    public static final ThreadQuery ALL = new ThreadQuery(null, null, null, null, 10, 0, SortBy.CREATED_AT, false);

    public ThreadQuery {
        ids = ids == null ? null : List.copyOf(ids);
    }

    /** What the result is ordered by; ties are broken by thread id. */
    public enum SortBy {
        THREAD_ID,
        STATUS,
        CREATED_AT,
        UPDATED_AT,
        STATE_UPDATED_AT
    }
}
