package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.CheckpointView.TaskView;
import io.heddle.api.Interrupt;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import io.heddle.step.DueTask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of tasks and checkpoints in streams; put together when somebody reads it. */
final class StreamPayloads {
    private StreamPayloads() {}

    /**
     * A task that begins.
     *
     * @param input the state it sees, or what it was sent
     */
    static JsonValue begun(DueTask task, JsonValue input) {
        return JsonValue.deferred(() -> new JsonAssembly()
                .openObject()
                .member("id", task.id())
                .member("name", task.node())
                .member("input", input)
                .name("triggers")
                .openArray()
                .text(task.sent() == null ? "branch:to:" + task.node() : "__pregel_push")
                .closeArray()
                .member("interrupts", JsonValue.EMPTY_ARRAY)
                .closeObject()
                .bytes());
    }

    /**
     * A task that is no longer out: it has ended, asks or has failed.
     *
     * @param wrote null if it wrote nothing
     */
    static JsonValue ended(DueTask task, @Nullable JsonValue wrote, List<Interrupt> asks, @Nullable String error) {
        return new JsonAssembly()
                .openObject()
                .member("id", task.id())
                .member("name", task.node())
                .member("result", wrote == null ? JsonValue.EMPTY_OBJECT : wrote)
                .member("interrupts", Interrupt.json(asks))
                .member("error", JsonValue.encode(error))
                .closeObject()
                .done();
    }

    static JsonValue checkpoint(CheckpointView view) {
        return JsonValue.deferred(() -> {
            JsonAssembly out = new JsonAssembly().openObject();
            addresses(out, "config", "checkpoint", view, view.id());
            addresses(out, "parent_config", "parent_checkpoint", view, view.parent());
            out.member("values", view.values())
                    .member("metadata", view.metadata())
                    .member("next", JsonValue.encode(view.next()))
                    .name("tasks")
                    .openArray();
            view.tasks().forEach(task -> task(out, view, task));
            return out.closeArray().closeObject().bytes();
        });
    }

    /**
     * A payload with what surrounds it.
     *
     * @param at milliseconds since the Unix epoch
     */
    static JsonValue debug(int step, String type, long at, JsonValue payload) {
        return JsonValue.deferred(() -> new JsonAssembly()
                .openObject()
                .member("step", step)
                .member("type", type)
                .member("timestamp", Instant.ofEpochMilli(at).toString())
                .member("payload", payload)
                .closeObject()
                .bytes());
    }

    private static void task(JsonAssembly out, CheckpointView view, TaskView task) {
        out.openObject()
                .member("id", task.id())
                .member("name", task.node())
                .member("interrupts", Interrupt.json(task.interrupts()));
        if (task.error() != null) {
            out.member("error", task.error());
        }
        if (task.result() != null) {
            out.member("result", task.result());
        }
        if (task.subgraph() != null) {
            out.name("state").openObject().name("configurable");
            address(out, view, task.subgraph(), null);
            out.closeObject();
        }
        out.closeObject();
    }

    /** The same address in the two forms that clients look for. */
    private static void addresses(
            JsonAssembly out, String config, String plain, CheckpointView view, @Nullable CheckpointId id) {
        if (id == null) {
            out.member(config, JsonValue.NULL).member(plain, JsonValue.NULL);
            return;
        }
        out.name(config).openObject().name("configurable");
        address(out, view, view.namespace(), id);
        out.closeObject().name(plain);
        address(out, view, view.namespace(), id);
    }

    private static void address(JsonAssembly out, CheckpointView view, String namespace, @Nullable CheckpointId id) {
        out.openObject().member("thread_id", view.thread().thread().value()).member("checkpoint_ns", namespace);
        if (id != null) {
            out.member("checkpoint_id", id.value());
        }
        out.closeObject();
    }
}
