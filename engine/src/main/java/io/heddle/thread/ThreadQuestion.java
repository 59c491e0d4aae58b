package io.heddle.thread;

import io.heddle.api.RunId;
import io.heddle.api.RunQuery;

/** What may be read of a thread's present. */
public sealed interface ThreadQuestion {
    record OfThread() implements ThreadQuestion {}

    /**
     * The head.
     *
     * @param nested whether the graphs inside its tasks are shown too
     */
    record OfHead(boolean nested) implements ThreadQuestion {}

    record OfRun(RunId run) implements ThreadQuestion {}

    record OfRuns(RunQuery query) implements ThreadQuestion {}
}
