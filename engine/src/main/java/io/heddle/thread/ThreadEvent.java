package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.TaskOutcome;
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

    /** A run was accepted and waits for its turn. */
    record RunQueued(RunSpec spec) implements ThreadEvent {}

    /** The next waiting run's turn came. */
    record RunStarted(RunId run, int graphVersion) implements ThreadEvent {}

    /** An owner took over what another one left unfinished; every earlier fence is void. */
    record RunClaimed(long epoch) implements ThreadEvent {}

    /** The run's input was applied; {@code reduced} holds the folds it wrote, {@code next} the nodes it begins with. */
    record InputApplied(String namespace, RunId run, Map<String, JsonValue> reduced, List<String> next)
            implements ThreadEvent {
        public InputApplied {
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
        }
    }

    /** The open tasks were handed out, because a run goes on from where the thread stood. */
    record AttemptGranted(String namespace) implements ThreadEvent {}

    /** A task ended well; its writes count when the step commits. */
    record TaskSucceeded(String namespace, String task, TaskOutcome.Succeeded outcome) implements ThreadEvent {}

    /** A task failed for good. */
    record TaskFailed(String namespace, String task, RunError error) implements ThreadEvent {}

    /** The step's writes became the state; {@code reduced} holds the folds they changed, {@code next} what is due now. */
    record StepCommitted(String namespace, Map<String, JsonValue> reduced, List<String> next) implements ThreadEvent {
        public StepCommitted {
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
        }
    }

    /** Somebody wants the active run stopped; it ends when its tasks have, or when their time is over. */
    record CancelRequested(RunId run) implements ThreadEvent {}

    /** A run came to its end. */
    record RunEnded(RunId run, RunStatus status, @Nullable RunError error) implements ThreadEvent {}

    /** The state was edited by hand. */
    record StateUpdated(
            String namespace,
            List<ChannelUpdate> updates,
            List<String> writers,
            List<String> next,
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
     * @param next the nodes due there; their tasks are new ones, because the old ones may have run
     * @param changes what leads from the state before to the state there
     * @param forked whether a checkpoint of its own marks the new branch, because the same tasks will run again
     */
    record Rewound(String namespace, Checkpoint head, List<String> next, List<ChannelUpdate> changes, boolean forked)
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
