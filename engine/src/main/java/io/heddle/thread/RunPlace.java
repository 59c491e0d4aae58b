package io.heddle.thread;

import io.heddle.api.RunId;
import io.heddle.api.RunStatus;

/**
 * Where the events of a run are found: in the thread's journal, and among those of its other runs.
 *
 * @param attempt how many places it takes up, so far
 * @param place the first of them; 0 if it has not begun
 * @param firstRow the journal row that began it; 0 if none did
 * @param lastRow the journal row that ended it; 0 if it goes on
 */
public record RunPlace(
        RunId run, RunStatus status, int attempt, boolean resumable, long place, long firstRow, long lastRow) {
    static RunPlace of(Run run) {
        return new RunPlace(
                run.id(),
                run.status(),
                run.attempt(),
                run.resumable(),
                run.place(),
                run.startedAtRow(),
                run.endedAtRow());
    }

    /** The last place it takes up. */
    long lastPlace() {
        return place + attempt - 1;
    }
}
