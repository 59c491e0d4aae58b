package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a copy left the thread that it was copied from. What happened before is read from that thread's journal; ids of
 * checkpoints stay the same.
 *
 * @param upTo the source's last journal row that the copy knows; 0 if it has forgotten its past
 * @param tick the last timestamp of a checkpoint that both have
 * @param runs the source's runs that made the checkpoints where its graphs stood; not runs of the copy
 */
public record Fork(ThreadKey source, long upTo, long tick, List<Run> runs) {
    public Fork {
        runs = List.copyOf(runs);
    }

    /** Whether a checkpoint is the source's; every one that the copy made itself is later. */
    public boolean inherits(CheckpointId checkpoint) {
        return checkpoint.tick() <= tick;
    }

    /** The same for a copy that has forgotten its past. */
    Fork closed() {
        return new Fork(source, 0, tick, runs);
    }

    @Nullable
    Run run(RunId id) {
        return runs.stream().filter(run -> run.id().equals(id)).findFirst().orElse(null);
    }
}
