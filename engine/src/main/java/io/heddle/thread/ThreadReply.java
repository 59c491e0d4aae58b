package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.Problem;
import io.heddle.api.RunView;
import io.heddle.api.ThreadView;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command or a question is answered. */
public sealed interface ThreadReply {
    record OfThread(ThreadView thread) implements ThreadReply {}

    record OfRun(RunView run) implements ThreadReply {}

    record OfRuns(List<RunView> runs) implements ThreadReply {
        public OfRuns {
            runs = List.copyOf(runs);
        }
    }

    /**
     * Where a run's events stand.
     *
     * @param place null if there is no such run yet
     * @param row the last row of the journal
     */
    record OfPlace(@Nullable RunPlace place, long row) implements ThreadReply {}

    record OfState(CheckpointView state) implements ThreadReply {}

    record OfCheckpoint(CheckpointId checkpoint) implements ThreadReply {}

    record Done() implements ThreadReply {}

    /** What is recorded of a call: the result just handed in, or the one that was recorded before. */
    record Recorded(JsonValue result) implements ThreadReply {}

    /** Refused; nothing has changed. */
    record Refused(Problem problem) implements ThreadReply {}

    /** A report with a fence that is no longer open; nothing has changed. */
    record Stale() implements ThreadReply {}

    /** The edit was prepared for another head; prepare it again. */
    record Outdated() implements ThreadReply {}
}
