package io.heddle.http.wire;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.CheckpointView.TaskView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StateUpdate;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread's state on the wire: sections 2.4 and 2.5 of the protocol, and the bodies that edit it or list its history. */
public final class StateJson {
    private static final int LONGEST_HISTORY = 1000;

    private StateJson() {}

    public static Members of(CheckpointView state) {
        return new Members()
                .with("values", state.values())
                .with("next", JsonValue.encode(state.next()))
                .with("tasks", tasks(state.tasks()))
                .with("metadata", state.metadata())
                .with("created_at", state.createdAt())
                .with("checkpoint", checkpoint(state.thread(), state.namespace(), state.id()))
                .with("parent_checkpoint", checkpoint(state.thread(), state.namespace(), state.parent()))
                .with("interrupts", JsonValue.EMPTY_ARRAY);
    }

    /** The answer to a hand edit: the new checkpoint, and once more in the form that Python's clients pass on. */
    public static JsonValue updated(ThreadKey thread, CheckpointId id) {
        JsonValue made = checkpoint(thread, "", id);
        return new Members().with("checkpoint", made).with("configurable", made).json();
    }

    public static StateUpdate update(Fields body) {
        JsonValue values = body.object("values");
        return new StateUpdate(values, body.text("as_node"), CheckpointRef.read(body), null, null);
    }

    public static HistoryQuery history(Fields body) {
        refuseSelect(body.texts("select"));
        Fields checkpoint = body.inner("checkpoint");
        CheckpointId from = CheckpointRef.inObject(checkpoint);
        if (checkpoint != null && from != null) {
            throw new ProblemException(new Problem.Unsupported(
                    checkpoint.path("checkpoint_id"), from.value(), "use before, or read the one state"));
        }
        return new HistoryQuery(
                body.number("limit", 10, 1, LONGEST_HISTORY), CheckpointRef.before(body), body.object("metadata"));
    }

    public static HistoryQuery history(QueryParams query) {
        refuseSelect(query.texts("select"));
        return new HistoryQuery(
                query.number("limit", 10, 1, LONGEST_HISTORY), CheckpointRef.id(query.text("before")), null);
    }

    /** Paths into the values would mean to parse them; nobody gets less than asked for without being told. */
    public static void refuseSelect(@Nullable List<String> select) {
        if (select != null && !select.isEmpty()) {
            throw new ProblemException(new Problem.Unsupported(
                    "select", String.join(", ", select), "leave it out and pick from the whole state"));
        }
    }

    private static JsonValue tasks(List<TaskView> tasks) {
        JsonAssembly list = new JsonAssembly().openArray();
        for (TaskView task : tasks) {
            list.value(new Members()
                    .with("id", task.id())
                    .with("name", task.node())
                    .with("path", JsonValue.encode(List.of("__pregel_pull", task.node())))
                    .with("error", task.error())
                    .with("interrupts", JsonValue.EMPTY_ARRAY)
                    .with("checkpoint", JsonValue.NULL)
                    .with("state", JsonValue.NULL)
                    .with("result", task.result())
                    .json());
        }
        return list.closeArray().done();
    }

    private static JsonValue checkpoint(ThreadKey thread, String namespace, @Nullable CheckpointId id) {
        if (id == null) {
            return JsonValue.NULL;
        }
        return new Members()
                .with("thread_id", thread.thread().value())
                .with("checkpoint_ns", namespace)
                .with("checkpoint_id", id.value())
                .with("checkpoint_map", JsonValue.NULL)
                .json();
    }
}
