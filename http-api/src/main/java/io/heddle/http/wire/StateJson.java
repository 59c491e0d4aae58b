package io.heddle.http.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.CheckpointView.TaskView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Interrupt;
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
                .with("tasks", tasks(state))
                .with("metadata", state.metadata())
                .with("created_at", state.createdAt())
                .with("checkpoint", checkpoint(state, state.id()))
                .with("parent_checkpoint", checkpoint(state, state.parent()))
                .with("interrupts", Interrupt.json(state.openInterrupts()));
    }

    /** The answer to a hand edit: the new checkpoint, and once more in the form that Python's clients pass on. */
    public static JsonValue updated(ThreadKey thread, String namespace, CheckpointId id) {
        JsonValue made = checkpoint(thread, namespace, id, JsonValue.NULL);
        return new Members().with("checkpoint", made).with("configurable", made).json();
    }

    public static StateUpdate update(Fields body) {
        JsonValue values = body.object("values");
        CheckpointRef edited = CheckpointRef.read(body);
        return new StateUpdate(values, body.text("as_node"), edited.id(), null, null, edited.namespace());
    }

    public static HistoryQuery history(Fields body) {
        CheckpointRef from = CheckpointRef.inObject(body.inner("checkpoint"));
        return new HistoryQuery(
                body.number("limit", 10, 1, LONGEST_HISTORY),
                CheckpointRef.before(body),
                body.object("metadata"),
                from.namespace());
    }

    public static HistoryQuery history(QueryParams query) {
        return new HistoryQuery(
                query.number("limit", 10, 1, LONGEST_HISTORY), CheckpointRef.id(query.text("before")), null);
    }

    private static JsonValue tasks(CheckpointView state) {
        JsonAssembly list = new JsonAssembly().openArray();
        int sends = 0;
        for (TaskView task : state.tasks()) {
            List<?> path = task.sent() ? List.of("__pregel_push", sends++) : List.of("__pregel_pull", task.node());
            list.value(new Members()
                    .with("id", task.id())
                    .with("name", task.node())
                    .with("path", JsonValue.encode(path))
                    .with("error", task.error())
                    .with("interrupts", Interrupt.json(task.interrupts()))
                    .with("checkpoint", inside(state.thread(), task))
                    .with(
                            "state",
                            task.state() == null ? null : of(task.state()).json())
                    .with("result", task.result())
                    .json());
        }
        return list.closeArray().done();
    }

    /** Where the graph inside a task can be read; null if there is none, or if it is shown. */
    private static @Nullable JsonValue inside(ThreadKey thread, TaskView task) {
        return task.subgraph() == null || task.state() != null
                ? null
                : new Members()
                        .with("thread_id", thread.thread().value())
                        .with("checkpoint_ns", task.subgraph())
                        .json();
    }

    private static @Nullable JsonValue checkpoint(CheckpointView state, @Nullable CheckpointId id) {
        if (id == null) {
            return null;
        }
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        if (!state.namespace().isEmpty()) {
            map.setAll((ObjectNode) state.metadata().node().get("parents"));
            map.put(state.namespace(), id.value());
        }
        return checkpoint(state.thread(), state.namespace(), id, map.isEmpty() ? JsonValue.NULL : JsonValue.of(map));
    }

    private static JsonValue checkpoint(ThreadKey thread, String namespace, CheckpointId id, JsonValue map) {
        return new Members()
                .with("thread_id", thread.thread().value())
                .with("checkpoint_ns", namespace)
                .with("checkpoint_id", id.value())
                .with("checkpoint_map", map)
                .json();
    }
}
