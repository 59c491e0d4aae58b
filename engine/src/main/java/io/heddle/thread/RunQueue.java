package io.heddle.thread;

import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.RunId;
import java.time.Instant;
import java.util.Optional;

/** Who waits for a thread, and who may not. */
final class RunQueue {
    private RunQueue() {}

    /** Why a run or an edit may not come in now; empty if it may. */
    static Optional<Problem> refusal(ThreadState state, MultitaskStrategy strategy, int limit) {
        if (strategy == MultitaskStrategy.REJECT && state.busy()) {
            ActiveRun active = state.active();
            RunId first = active == null ? state.queue().getFirst() : active.id();
            Run run = state.run(first);
            Instant since = Instant.ofEpochMilli(run == null ? state.updatedAt() : run.updatedAt());
            return Optional.of(new Problem.ThreadBusy(
                    state.key().thread(), first, since, state.queue().size()));
        }
        if (strategy == MultitaskStrategy.ENQUEUE && state.queue().size() >= limit) {
            return Optional.of(new Problem.QueueFull(state.key().thread(), limit));
        }
        return Optional.empty();
    }

    /** How many runs end before {@code run} starts; 0 for one that runs or has ended. */
    static int position(ThreadState state, RunId run) {
        int place = state.queue().indexOf(run);
        if (place < 0) {
            return 0;
        }
        return place + (state.active() == null ? 0 : 1);
    }
}
