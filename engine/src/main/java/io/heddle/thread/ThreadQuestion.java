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

    /** Where a run's events stand. */
    record OfPlace(RunId run) implements ThreadQuestion {}

    /** The first run whose events stand at {@code place} or behind it; whoever has none there is told of none. */
    record OfPlaceFrom(long place) implements ThreadQuestion {}

    /** The run that is going on, or the last one that did. */
    record OfLatestPlace() implements ThreadQuestion {}
}
