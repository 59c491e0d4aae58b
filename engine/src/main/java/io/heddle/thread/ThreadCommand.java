package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that may be asked of a thread, or reported to it. Values only: whoever wants an answer stands outside. */
public sealed interface ThreadCommand {
    /** Make the thread; {@code orReturn} accepts that it is there already. */
    record Create(JsonValue metadata, boolean orReturn) implements ThreadCommand {}

    /** Merge these members into the metadata. */
    record Patch(JsonValue metadata) implements ThreadCommand {}

    /** Stop everything and forget the thread. */
    record Delete() implements ThreadCommand {}

    /** Accept a run; {@code createThread} makes a missing thread with the run's metadata. */
    record Start(RunSpec spec, boolean createThread) implements ThreadCommand {}

    /** Stop a run. */
    record Cancel(RunId run) implements ThreadCommand {}

    /**
     * Edit the state by hand. Whatever user code had to say, folds and routers, has been said: {@code updates} holds no
     * operands.
     *
     * @param expectedHead the head that this was prepared for; another head makes it outdated
     * @param base the older checkpoint's state to branch from; null for the head
     */
    record Edit(
            @Nullable CheckpointId expectedHead,
            @Nullable GraphState base,
            List<ChannelUpdate> updates,
            List<String> writers,
            List<String> next,
            Checkpoint.Source source,
            @Nullable String author,
            @Nullable String reason)
            implements ThreadCommand {}

    /** A task has ended. */
    record TaskReported(String namespace, String task, Fence fence, TaskOutcome outcome) implements ThreadCommand {}

    /** Reducers have run; {@code error} tells why they could not. */
    record Reduced(
            Fence fence,
            Map<String, JsonValue> values,
            @Nullable RunError error) implements ThreadCommand {}

    /** The state to start from has been read; null if the checkpoint is not there. */
    record BaseLoaded(Fence fence, @Nullable GraphState base) implements ThreadCommand {}

    /** The tasks that were told to stop have stopped, or their time is over. */
    record TasksStopped(Fence fence) implements ThreadCommand {}

    /** This owner has just recovered the thread and takes over what it finds unfinished. */
    record TakeOver() implements ThreadCommand {}
}
