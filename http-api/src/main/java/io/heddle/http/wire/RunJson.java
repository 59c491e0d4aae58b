package io.heddle.http.wire;

import io.heddle.api.CancelAction;
import io.heddle.api.Interrupt;
import io.heddle.api.RunError;
import io.heddle.api.RunQuery;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.json.JsonValue;
import java.util.Map;

/** Runs on the wire: section 2.2 of the protocol, and what waiting for one answers (6.5). */
public final class RunJson {
    private static final Map<String, RunStatus> STATUSES = Words.of(RunStatus.values(), RunStatus::wire);

    private static final Map<String, CancelAction> ACTIONS = Words.of(CancelAction.values(), CancelAction::wire);

    private RunJson() {}

    /** The answer to a creation: what was accepted is pending there, however soon it began to run. */
    public static Members accepted(RunView run) {
        return run.status().ended() ? of(run) : of(run, RunStatus.PENDING);
    }

    public static Members of(RunView run) {
        return of(run, run.status());
    }

    private static Members of(RunView run, RunStatus status) {
        return new Members()
                .with("run_id", run.id().value())
                .with("thread_id", run.thread().thread().value())
                .with("assistant_id", run.assistant().value())
                .with("created_at", run.createdAt())
                .with("updated_at", run.updatedAt())
                .with("status", status.wire())
                .with("metadata", run.metadata())
                .with("kwargs", run.kwargs())
                .with("multitask_strategy", run.strategy().wire())
                .with("queue_position", run.queuePosition())
                .with("langsmith_session_name", JsonValue.NULL);
    }

    /** What becomes of a run that is cancelled; it is interrupted if the query does not say. */
    public static CancelAction cancelAction(QueryParams query) {
        CancelAction action = query.word("action", ACTIONS);
        return action == null ? CancelAction.INTERRUPT : action;
    }

    public static RunQuery list(QueryParams query) {
        return new RunQuery(
                query.number("limit", 10, 1, 1000),
                query.number("offset", 0, 0, Integer.MAX_VALUE),
                query.word("status", STATUSES));
    }

    /**
     * The values a run left, with what is open beside them if it paused, or why it failed. Always an object: clients look for a
     * member in it without checking.
     */
    public static JsonValue result(RunResult result) {
        if (result.error() != null) {
            return failure(result.error());
        }
        return result.isPaused() ? Interrupt.beside(result.values(), result.interrupts()) : result.values();
    }

    /** How a failure is told after the headers have gone out with status 200. */
    public static JsonValue failure(RunError error) {
        JsonValue told = new Members()
                .with("error", error.name())
                .with("message", error.message())
                .json();
        return new Members().with("__error__", told).json();
    }
}
