package io.heddle.thread;

import io.heddle.api.CancelAction;
import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.ThreadTtl;
import io.heddle.json.JsonValue;
import io.heddle.step.Destination;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that may be asked of a thread, or reported to it. Values only: whoever wants an answer stands outside. */
public sealed interface ThreadCommand {
    /**
     * Make the thread.
     *
     * @param orReturn whether it may be there already; it is left as it is then
     * @param ttl how long it lives; null for as long as threads live here
     * @param first what its state begins with; null for nothing
     */
    record Create(
            JsonValue metadata,
            boolean orReturn,
            @Nullable ThreadTtl ttl,
            @Nullable Edit first) implements ThreadCommand {
        public Create(JsonValue metadata, boolean orReturn) {
            this(metadata, orReturn, null, null);
        }
    }

    /** Make the thread as a copy of another one, which stands at {@code base}; see {@link Copying}. */
    record Fork(ThreadState base) implements ThreadCommand {}

    /**
     * Merge these members into the metadata.
     *
     * @param ttl how long it lives from now on; null leaves that as it is
     */
    record Patch(JsonValue metadata, @Nullable ThreadTtl ttl) implements ThreadCommand {
        public Patch(JsonValue metadata) {
            this(metadata, null);
        }
    }

    /** Forget the past, and keep where the thread stands. */
    record Prune() implements ThreadCommand {}

    /** Delete the thread, or forget its past, if its time is over. */
    record Expire() implements ThreadCommand {}

    /** Stop everything and forget the thread. */
    record Delete() implements ThreadCommand {}

    /** Accept a run; {@code createThread} makes a missing thread with the run's metadata. */
    record Start(RunSpec spec, boolean createThread) implements ThreadCommand {}

    /** Stop a run. */
    record Cancel(RunId run, CancelAction action) implements ThreadCommand {
        /** What it committed stays. */
        public Cancel(RunId run) {
            this(run, CancelAction.INTERRUPT);
        }
    }

    /**
     * Edit a graph's state by hand: all of it, or nothing.
     *
     * @param expectedHead the head that this was prepared for; another head makes it outdated
     * @param base the older checkpoint's state to branch from; null for the head
     * @param steps one checkpoint each, at least one
     */
    record Edit(
            String namespace,
            @Nullable CheckpointId expectedHead,
            @Nullable GraphState base,
            List<EditStep> steps) implements ThreadCommand {
        public Edit {
            steps = List.copyOf(steps);
        }
    }

    /** A task has ended. */
    record TaskReported(String namespace, String task, Fence fence, TaskOutcome outcome) implements ThreadCommand {}

    /** A task made a call and wants its result kept before it goes on. */
    record RecordCall(String namespace, String task, Fence fence, String call, JsonValue result)
            implements ThreadCommand {}

    /** What a run writes and where it begins is known; {@code error} tells why it is not. */
    record InputPrepared(
            Fence fence,
            Map<String, JsonValue> reduced,
            List<Destination> next,
            @Nullable RunError error) implements ThreadCommand {}

    /** The reducers of a complete step have run; {@code error} tells why they could not. */
    record Reduced(
            String namespace,
            Fence fence,
            Map<String, JsonValue> values,
            @Nullable RunError error) implements ThreadCommand {}

    /**
     * The state to start from has been read.
     *
     * @param namespace of the graph that it is a state of
     * @param base null if the checkpoint is not there, or if {@code error} says why it could not be read
     */
    record BaseLoaded(
            Fence fence,
            String namespace,
            @Nullable GraphState base,
            @Nullable RunError error) implements ThreadCommand {}

    /** The tasks that were told to stop have stopped, or their time is over. */
    record TasksStopped(Fence fence) implements ThreadCommand {}

    /** This owner has just recovered the thread and takes over what it finds unfinished. */
    record TakeOver() implements ThreadCommand {}
}
