package io.heddle.thread;

import io.heddle.api.RunId;
import org.jspecify.annotations.Nullable;

/**
 * The last journal row that ended a run.
 *
 * @param row 0 while none has ended
 * @param alone the run; null if the row ended several
 */
public record LastEnd(long row, @Nullable RunId alone) {
    static final LastEnd NEVER = new LastEnd(0, null);

    /** After one more run is known to have ended, in whatever order they become known. */
    LastEnd and(Run run) {
        if (run.endedAtRow() > row) {
            return new LastEnd(run.endedAtRow(), run.id());
        }
        return run.endedAtRow() < row || run.id().equals(alone) ? this : new LastEnd(row, null);
    }
}
