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
        String digest,
        @Nullable RunError error,
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
                spec.digest(),
                null,
                spec);
    }

    Run started(long at) {
        return with(RunStatus.RUNNING, attempt, at, null, spec);
    }

    Run takenOver(long at) {
        return with(status, attempt + 1, at, null, spec);
    }

    Run ended(RunStatus end, @Nullable RunError why, long at) {
        return with(end, attempt, at, why, null);
    }

    private Run with(RunStatus now, int tries, long at, @Nullable RunError why, @Nullable RunSpec kept) {
        return new Run(
                id, assistant, graphId, now, strategy, metadata, resumable, tries, createdAt, at, digest, why, kept);
    }
}
