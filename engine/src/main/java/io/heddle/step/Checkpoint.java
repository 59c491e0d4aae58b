package io.heddle.step;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a state: where it stands in the tree of checkpoints, and what made it.
 *
 * @param step number within the thread's line; the first input has -1
 * @param run the run that made it; null for a hand edit
 * @param writers the nodes whose writes it holds
 * @param at milliseconds since the Unix epoch
 */
public record Checkpoint(
        CheckpointId id,
        @Nullable CheckpointId parent,
        int step,
        Source source,
        @Nullable RunId run,
        List<String> writers,
        long at) {
    public Checkpoint {
        writers = List.copyOf(writers);
    }

    /** What made a checkpoint. */
    public enum Source {
        INPUT,
        LOOP,
        UPDATE,
        FORK;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
