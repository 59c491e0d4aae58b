package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.step.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checkpoints that one event makes: their ids, steps and parents follow from where it stands. Not thread-safe. */
final class Birth {
    private final ThreadStateBuilder state;
    private final @Nullable RunId run;
    private final Position position;
    private int place;

    /** For an event's checkpoints, made by {@code run} or by hand. */
    Birth(ThreadStateBuilder state, @Nullable RunId run, Position position) {
        this.state = state;
        this.run = run;
        this.position = position;
        this.place = position.place();
    }

    /** The event's next checkpoint, as the child of {@code before}. */
    Checkpoint checkpoint(@Nullable Checkpoint before, Checkpoint.Source source, List<String> writers) {
        int first = source == Checkpoint.Source.INPUT ? -1 : 0;
        return before == null
                ? made(null, first, source, writers)
                : made(before.id(), before.step() + 1, source, writers);
    }

    /** The event's next checkpoint, as a sibling of {@code model}. */
    Checkpoint copy(Checkpoint model) {
        return made(model.parent(), model.step() + 1, Checkpoint.Source.FORK, model.writers());
    }

    private Checkpoint made(@Nullable CheckpointId parent, int step, Checkpoint.Source source, List<String> writers) {
        state.tick = Math.max(state.tick + 1, CheckpointId.ticksOf(position.at()));
        state.newest = state.tick;
        state.stateUpdatedAt = position.at();
        CheckpointId id = CheckpointId.at(state.tick, position.sequence(), place++);
        return new Checkpoint(id, parent, step, source, run, writers, position.at());
    }
}
