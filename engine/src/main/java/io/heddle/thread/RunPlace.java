package io.heddle.thread;

import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of a run are found: in the thread's journal, and among those of its other runs.
 *
 * @param attempt how many places it takes up, so far
 * @param place the first of them; 0 if it has not begun
 * @param firstRow the journal row that began it; 0 if none did
 * @param lastRow the journal row that ended it; 0 if it goes on
 * @param forgotten whether the journal no longer holds its rows
 */
public record RunPlace(
        RunId run,
        RunStatus status,
        int attempt,
        boolean resumable,
        long place,
        long firstRow,
        long lastRow,
        boolean forgotten) {
    static RunPlace of(ThreadState state, Run run) {
        return new RunPlace(
                run.id(),
                run.status(),
                run.attempt(),
                run.resumable(),
                run.place(),
                run.startedAtRow(),
                run.endedAtRow(),
                run.startedAtRow() > 0 && run.startedAtRow() < state.life().rebased());
    }

    /** The first run that takes up a place or one behind it, and that others may find; null if there is none yet. */
    static @Nullable RunPlace from(ThreadState state, long place) {
        int low = 0;
        int high = state.placed().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Run run = state.runs().get(state.placed().get(middle));
            if (run != null && of(state, run).lastPlace() < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return first(state, low, 1);
    }

    /** The last run that has a place, and that others may find; null if there is none. */
    static @Nullable RunPlace latest(ThreadState state) {
        return first(state, state.placed().size() - 1, -1);
    }

    private static @Nullable RunPlace first(ThreadState state, int start, int step) {
        for (int i = start; i >= 0 && i < state.placed().size(); i += step) {
            Run run = state.run(state.placed().get(i));
            if (run != null) {
                return of(state, run);
            }
        }
        return null;
    }

    /** The last place it takes up. */
    private long lastPlace() {
        return place + attempt - 1;
    }
}
