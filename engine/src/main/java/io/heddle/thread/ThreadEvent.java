package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadTtl;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Waiting;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can have happened to a thread. Persisted for ever: {@code codec.EventCodec} gives each record a name and a
 * version of its own, and golden files hold every form ever written.
 *
 * <p>Events are deltas. What an earlier event holds is referred to, not repeated; ids and times that follow from the
 * event's place in the journal are derived, not stored. Every event of a step names its namespace, {@code ""} for the graph
 * itself.
 */
public sealed interface ThreadEvent {
    /** The thread came to be, or came to be again after it was deleted. */
    record ThreadCreated(JsonValue metadata) implements ThreadEvent {}

    /** These members were merged into its metadata. */
    record MetadataPatched(JsonValue metadata) implements ThreadEvent {}

    /** Everything but its name, its fence and its place in time was forgotten. */
    record ThreadDeleted(int incarnation, long epoch, long dispatches, long tick) implements ThreadEvent {}

    /** It lives this long from now on; for ever, if null. */
    record TtlSet(@Nullable ThreadTtl ttl) implements ThreadEvent {}

    /**
     * The thread came to be as a copy of another one, and goes on from where that one stood.
     *
     * @param base the source at its journal's row {@code base.sequence()}; of its runs, those that made the checkpoints where it
     *     stood
     */
    record ThreadForked(ThreadState base) implements ThreadEvent {}

    /**
     * The thread's past was forgotten.
     *
     * @param state everything that it remembers; its sequence is that of the row before this one
     */
    record StateRebased(ThreadState state) implements ThreadEvent {}

    /** A run was accepted and waits for its turn. */
    record RunQueued(RunSpec spec) implements ThreadEvent {}

    /** The next waiting run's turn came. */
    record RunStarted(RunId run, int graphVersion) implements ThreadEvent {}

    /** An owner took over what another one left unfinished; every earlier fence is void. */
    record RunClaimed(long epoch) implements ThreadEvent {}

    /**
     * The run's input was applied.
     *
     * @param carried whether what finished tasks of the step before wanted written was written first
     * @param closing what was written before it: answers to tool calls that nobody will answer any more
     * @param reduced the folds it wrote
     * @param next where it begins
     * @param held whether the run pauses before that
     */
    record InputApplied(
            String namespace,
            RunId run,
            boolean carried,
            List<ChannelUpdate> closing,
            Map<String, JsonValue> reduced,
            List<Destination> next,
            Waiting waiting,
            boolean held)
            implements ThreadEvent {
        public InputApplied {
            closing = List.copyOf(closing);
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
        }
    }

    /**
     * The run's orders changed the state and what is due: under a checkpoint of its own, or, if they also answer questions, at
     * the checkpoint where the thread stands.
     *
     * @param closing what was written before them: answers to tool calls that nobody will answer any more
     * @param reduced the folds that the orders wrote
     * @param next what became due besides
     * @param dropped whether what was due before is not any more
     */
    record OrdersApplied(
            String namespace,
            RunId run,
            List<ChannelUpdate> closing,
            Map<String, JsonValue> reduced,
            List<Destination> next,
            Waiting waiting,
            boolean dropped)
            implements ThreadEvent {
        public OrdersApplied {
            closing = List.copyOf(closing);
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
        }
    }

    /** The open tasks were handed out, because a run goes on from where the thread stood. */
    record AttemptGranted(String namespace) implements ThreadEvent {}

    /** A task ended well; its writes count when the step commits. */
    record TaskSucceeded(String namespace, String task, TaskOutcome.Succeeded outcome) implements ThreadEvent {}

    /** A call's result was recorded; its visit will not make the call again. */
    record CallRecorded(String namespace, String task, String call, JsonValue result) implements ThreadEvent {}

    /** A task stopped to ask; it runs again when all of its questions are answered. */
    record TaskInterrupted(String namespace, String task, List<Ask> asks) implements ThreadEvent {
        public TaskInterrupted {
            asks = List.copyOf(asks);
        }
    }

    /** Somebody answered a question. */
    record AskAnswered(String namespace, String task, String key, JsonValue answer) implements ThreadEvent {}

    /**
     * The graph that a task's node is began, in a namespace of its own.
     *
     * @param updates its input
     */
    record SubgraphEntered(
            String namespace,
            String task,
            String child,
            List<ChannelUpdate> updates,
            Map<String, JsonValue> reduced,
            List<Destination> next,
            Waiting waiting,
            boolean held)
            implements ThreadEvent {
        public SubgraphEntered {
            updates = List.copyOf(updates);
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
        }
    }

    /** The graph that a task's node is came to its end; {@code failure} tells why if it could not go on. */
    record SubgraphLeft(
            String namespace,
            String task,
            String child,
            @Nullable RunError failure) implements ThreadEvent {}

    /** A task failed for good; an empty {@code task} means the step as a whole. */
    record TaskFailed(String namespace, String task, RunError error) implements ThreadEvent {}

    /**
     * The step's writes became the state.
     *
     * @param reduced the folds they changed
     * @param next what is due now
     * @param held whether the run pauses before that
     */
    record StepCommitted(
            String namespace, Map<String, JsonValue> reduced, List<Destination> next, Waiting waiting, boolean held)
            implements ThreadEvent {
        public StepCommitted {
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
        }
    }

    /** Somebody wants the active run stopped; it ends when its tasks have, or when their time is over. */
    record CancelRequested(RunId run) implements ThreadEvent {}

    /** Somebody wants the active run stopped and taken back: when it ends, the thread stands where it stood before. */
    record RollbackRequested(RunId run) implements ThreadEvent {}

    /** Runs that have ended were taken back or deleted: from here on nobody finds them, nor the checkpoints that they made. */
    record RunsHidden(List<RunId> runs) implements ThreadEvent {
        public RunsHidden {
            runs = List.copyOf(runs);
        }
    }

    /** A run came to its end. */
    record RunEnded(RunId run, RunStatus status, @Nullable RunError error) implements ThreadEvent {}

    /** The state was edited by hand. */
    record StateUpdated(
            String namespace,
            List<ChannelUpdate> updates,
            List<String> writers,
            List<Destination> next,
            Waiting waiting,
            Checkpoint.Source source,
            @Nullable String author,
            @Nullable String reason)
            implements ThreadEvent {
        public StateUpdated {
            updates = List.copyOf(updates);
            writers = List.copyOf(writers);
            next = List.copyOf(next);
        }
    }

    /**
     * The thread went back to an older checkpoint.
     *
     * @param head its identity
     * @param next what is due there; its tasks are new ones, because the old ones may have run
     * @param changes what leads from the state before to the state there
     * @param forked whether a checkpoint of its own marks the new branch, because the same tasks will run again
     */
    record Rewound(
            String namespace,
            Checkpoint head,
            List<Destination> next,
            Waiting waiting,
            List<ChannelUpdate> changes,
            boolean forked)
            implements ThreadEvent {
        public Rewound {
            next = List.copyOf(next);
            changes = List.copyOf(changes);
        }

        public CheckpointId to() {
            return head.id();
        }
    }
}
