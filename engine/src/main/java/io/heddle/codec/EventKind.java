package io.heddle.codec;

import io.heddle.thread.ThreadEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The persisted name of each event and the version in which it is written today. A name is never used for anything else; a
 * version is raised together with an {@link Upcaster} from the one before and a golden file.
 */
public enum EventKind {
    THREAD_CREATED("thread-created", 1),
    METADATA_PATCHED("metadata-patched", 1),
    THREAD_DELETED("thread-deleted", 1),
    RUN_QUEUED("run-queued", 1),
    RUN_STARTED("run-started", 1),
    RUN_CLAIMED("run-claimed", 1),
    INPUT_APPLIED("input-applied", 1),
    ATTEMPT_GRANTED("attempt-granted", 1),
    TASK_SUCCEEDED("task-succeeded", 1),
    TASK_FAILED("task-failed", 1),
    STEP_COMMITTED("step-committed", 1),
    CANCEL_REQUESTED("cancel-requested", 1),
    RUN_ENDED("run-ended", 1),
    STATE_UPDATED("state-updated", 1),
    REWOUND("rewound", 1),
    ORDERS_APPLIED("orders-applied", 1),
    CALL_RECORDED("call-recorded", 1),
    TASK_INTERRUPTED("task-interrupted", 1),
    ASK_ANSWERED("ask-answered", 1),
    SUBGRAPH_ENTERED("subgraph-entered", 1),
    SUBGRAPH_LEFT("subgraph-left", 1),
    ROLLBACK_REQUESTED("rollback-requested", 1),
    RUNS_HIDDEN("runs-hidden", 1),
    TTL_SET("ttl-set", 1),
    THREAD_FORKED("thread-forked", 1),
    STATE_REBASED("state-rebased", 1);

    private static final Map<String, EventKind> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.persisted, Function.identity()));

    private final String persisted;
    private final int version;

    EventKind(String persisted, int version) {
        this.persisted = persisted;
        this.version = version;
    }

    public static EventKind of(ThreadEvent event) {
        return switch (event) {
            case ThreadEvent.ThreadCreated e -> THREAD_CREATED;
            case ThreadEvent.MetadataPatched e -> METADATA_PATCHED;
            case ThreadEvent.ThreadDeleted e -> THREAD_DELETED;
            case ThreadEvent.RunQueued e -> RUN_QUEUED;
            case ThreadEvent.RunStarted e -> RUN_STARTED;
            case ThreadEvent.RunClaimed e -> RUN_CLAIMED;
            case ThreadEvent.InputApplied e -> INPUT_APPLIED;
            case ThreadEvent.AttemptGranted e -> ATTEMPT_GRANTED;
            case ThreadEvent.TaskSucceeded e -> TASK_SUCCEEDED;
            case ThreadEvent.TaskFailed e -> TASK_FAILED;
            case ThreadEvent.StepCommitted e -> STEP_COMMITTED;
            case ThreadEvent.CancelRequested e -> CANCEL_REQUESTED;
            case ThreadEvent.RunEnded e -> RUN_ENDED;
            case ThreadEvent.StateUpdated e -> STATE_UPDATED;
            case ThreadEvent.Rewound e -> REWOUND;
            case ThreadEvent.OrdersApplied e -> ORDERS_APPLIED;
            case ThreadEvent.CallRecorded e -> CALL_RECORDED;
            case ThreadEvent.TaskInterrupted e -> TASK_INTERRUPTED;
            case ThreadEvent.AskAnswered e -> ASK_ANSWERED;
            case ThreadEvent.SubgraphEntered e -> SUBGRAPH_ENTERED;
            case ThreadEvent.SubgraphLeft e -> SUBGRAPH_LEFT;
            case ThreadEvent.RollbackRequested e -> ROLLBACK_REQUESTED;
            case ThreadEvent.RunsHidden e -> RUNS_HIDDEN;
            case ThreadEvent.TtlSet e -> TTL_SET;
            case ThreadEvent.ThreadForked e -> THREAD_FORKED;
            case ThreadEvent.StateRebased e -> STATE_REBASED;
        };
    }

    public static Optional<EventKind> named(String persisted) {
        return Optional.ofNullable(BY_NAME.get(persisted));
    }

    /** The name in the journal. */
    public String persisted() {
        return persisted;
    }

    /** The version written today; every older one can be read. */
    public int version() {
        return version;
    }

    @Override
    public String toString() {
        return persisted;
    }
}
