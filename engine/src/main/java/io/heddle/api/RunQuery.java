package io.heddle.api;

import org.jspecify.annotations.Nullable;

/** Which runs of a thread to list. */
public record RunQuery(int limit, int offset, @Nullable RunStatus status) {
    public static final RunQuery FIRST_TEN = new RunQuery(10, 0, null);
}
