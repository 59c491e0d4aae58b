package io.heddle.thread;

import io.heddle.api.AssistantId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A run and what has become of it. The bulky part, its {@link RunSpec}, is let go when it ends.
 *
 * @param attempt 1, and one more for each owner that had to take it over
 * @param createdAt milliseconds since the Unix epoch; so is {@code updatedAt}
 * @param startedAtRow the journal row that began it; 0 before
 * @param endedAtRow the journal row that ended it; 0 before
 * @param hidden whether it was taken back or deleted: it is remembered so that its id is not used again, and found by nobody
 * @param place where its events stand among those of the thread's other runs; 0 until it begins, or ends without. Each of its
 *     attempts takes up one place, and the next run stands behind them all.
 */
public record Run(
        RunId id,
        AssistantId assistant,
        String graphId,
        RunStatus status,
        MultitaskStrategy strategy,
        JsonValue metadata,
        boolean resumable,
        int attempt,
        long createdAt,
        long updatedAt,
        long startedAtRow,
        long endedAtRow,
        long place,
        String digest,
        @Nullable RunError error,
        boolean hidden,
        @Nullable RunSpec spec) {
    static Run accepted(RunSpec spec, long at) {
        return new Run(
                spec.id(),
                spec.assistant(),
                spec.graphId(),
                RunStatus.PENDING,
                spec.strategy(),
                spec.metadata(),
                spec.resumable(),
                1,
                at,
                at,
                0,
                0,
                0,
                spec.digest(),
                null,
                false,
                spec);
    }

    Run started(Position at, long itsPlace) {
        return going(RunStatus.RUNNING, attempt, at.at(), at.sequence(), itsPlace);
    }

    Run takenOver(long at) {
        return going(status, attempt + 1, at, startedAtRow, place);
    }

    private Run going(RunStatus now, int tries, long at, long firstRow, long itsPlace) {
        return new Run(
                id, assistant, graphId, now, strategy, metadata, resumable, tries, createdAt, at, firstRow, 0, itsPlace,
                digest, null, false, spec);
    }

    Run ended(RunStatus end, @Nullable RunError why, Position at, long itsPlace) {
        return new Run(
                id,
                assistant,
                graphId,
                end,
                strategy,
                metadata,
                resumable,
                attempt,
                createdAt,
                at.at(),
                startedAtRow,
                at.sequence(),
                itsPlace,
                digest,
                why,
                false,
                null);
    }

    /** Out of everybody's sight; only once it has ended. */
    Run hide() {
        return new Run(
                id,
                assistant,
                graphId,
                status,
                strategy,
                metadata,
                resumable,
                attempt,
                createdAt,
                updatedAt,
                startedAtRow,
                endedAtRow,
                place,
                digest,
                error,
                true,
                null);
    }
}
