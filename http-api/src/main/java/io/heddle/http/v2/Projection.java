package io.heddle.http.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.Interrupt;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadFrame;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a thread's stream is in the protocol's words. A function of the frames of a run from its first one on, so that an
 * event has the same number and the same content whenever it is told. Not thread-safe; one stream's.
 *
 * <p>A state waits for the checkpoint that it belongs to, which is told first; a state without one is where a run pauses, and
 * is not told again. Every graph and every task that has begun is told to have ended, at the latest when the run does.
 */
public final class Projection {
    /** Events that one frame may become; more share its last number. */
    private static final int EVENTS_OF_A_FRAME = 64;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final MessageBlocks messages = new MessageBlocks();
    private final Map<String, JsonValue> held = new HashMap<>();
    private final Map<List<String>, String> tasks = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private String graph = "";
    private Set<StreamMode> modes = Set.of();
    private long time;
    private boolean paused;
    private @Nullable String failure;
    private long position;
    private List<ProtocolEvent> told = List.of();

    /** The position after which to read a thread's stream, for whoever has seen the event with a number. */
    public static long position(long seq) {
        return seq / EVENTS_OF_A_FRAME;
    }

    /** The events of the next frame. */
    public List<ProtocolEvent> project(ThreadFrame frame) {
        position = frame.position();
        told = new ArrayList<>();
        tell(frame.event(), "");
        return told;
    }

    private void tell(StreamEvent event, String namespace) {
        switch (event) {
            case StreamEvent.Inside inside -> tell(inside.event(), inside.namespace());
            case StreamEvent.Metadata metadata -> begun(metadata);
            case StreamEvent.Checkpoints checkpoint -> checkpoint(namespace, checkpoint);
            case StreamEvent.Values values -> values(namespace, values.data());
            case StreamEvent.Updates updates -> updates(namespace, updates);
            case StreamEvent.Tasks task -> task(namespace, task);
            case StreamEvent.MessageChunk chunk ->
                messages.chunk(chunk.message().node(), chunk.metadata().node(), this::message);
            case StreamEvent.Custom custom -> custom(namespace, custom.data());
            case StreamEvent.ToolUse use -> tool(namespace, use);
            case StreamEvent.Recorded kept -> kept(kept);
            case StreamEvent.Failed failed ->
                failure = failed.error().name() + ": " + failed.error().message();
            case StreamEvent.RunDone done -> ended(done.status());
            case StreamEvent.MessageMetadata ofAnotherProtocol -> {}
            case StreamEvent.MessagePartial ofAnotherProtocol -> {}
            case StreamEvent.MessageComplete ofAnotherProtocol -> {}
            case StreamEvent.Debug ofAnotherProtocol -> {}
            case StreamEvent.Callback ofAnotherProtocol -> {}
            case StreamEvent.StateEdited ofNoRun -> {}
            case StreamEvent.Gap missing -> {}
        }
    }

    /** A live event that was kept is known by its name. */
    private void kept(StreamEvent.Recorded event) {
        String name = event.name();
        if (name.equals("messages") || name.startsWith("messages|")) {
            JsonNode pair = event.data().node();
            messages.chunk(pair.path(0), pair.path(1), this::message);
        } else if (name.equals("custom") || name.startsWith("custom|")) {
            custom(event.namespace(), event.data());
        }
    }

    private void begun(StreamEvent.Metadata metadata) {
        if (metadata.attempt() > 1) {
            messages.abandon("The run has another owner now, who begins this message anew.", this::message);
            return;
        }
        messages.abandon("The run has ended.", this::message);
        graph = metadata.graph();
        modes = metadata.modes();
        time = metadata.at();
        held.clear();
        tasks.clear();
        asked.clear();
        paused = false;
        failure = null;
        lifecycle(List.of(), graph, "running", null);
    }

    private void checkpoint(String namespace, StreamEvent.Checkpoints made) {
        time = made.id().epochMillis();
        JsonValue values = held.remove(namespace);
        if (values == null) {
            return;
        }
        ObjectNode data = JSON.objectNode().put("id", made.id().value());
        if (made.parent() != null) {
            data.put("parent_id", made.parent().value());
        }
        List<String> segments = Namespace.segments(namespace);
        tell(
                "checkpoints",
                segments,
                null,
                JsonValue.of(data.put("step", made.step()).put("source", made.source())));
        tell("values", segments, null, PlainMessages.of(values));
    }

    private void values(String namespace, JsonValue values) {
        if (modes.contains(StreamMode.CHECKPOINTS)) {
            held.put(namespace, values);
        } else if (values.node().has(Interrupt.MEMBER)) {
            paused = true;
        } else {
            tell("values", Namespace.segments(namespace), null, PlainMessages.of(values));
        }
    }

    private void updates(String namespace, StreamEvent.Updates updates) {
        List<String> segments = Namespace.segments(namespace);
        JsonValue written = updates.update() == null ? JsonValue.EMPTY_OBJECT : updates.update();
        if (!updates.node().equals(Interrupt.MEMBER)) {
            tell("updates", segments, updates.node(), PlainMessages.of(written));
            return;
        }
        paused = true;
        for (JsonNode ask : written.node()) {
            if (asked.add(ask.path("id").asText())) {
                ObjectNode data = JSON.objectNode();
                data.set("interrupt_id", ask.path("id"));
                data.set("payload", ask.path("value"));
                tell("input.requested", segments, null, JsonValue.of(data));
            }
        }
    }

    private void task(String namespace, StreamEvent.Tasks task) {
        List<String> graphs = Namespace.segments(namespace);
        List<String> its = Namespace.of(graphs, task.node(), task.task());
        boolean begins = task.stage() == StreamEvent.TaskStage.BEGUN;
        if (!begins) {
            messages.finish(its, this::message);
        }
        tell("tasks", graphs, null, task.data());
        if (begins) {
            tasks.put(its, task.node());
            lifecycle(its, task.node(), "started", null);
        } else if (tasks.remove(its) != null) {
            switch (task.stage()) {
                case BEGUN, ENDED -> lifecycle(its, task.node(), "completed", null);
                case ASKING -> lifecycle(its, task.node(), "interrupted", null);
                case FAILED -> {
                    String why = task.data().node().path("error").asText();
                    lifecycle(its, task.node(), "failed", why);
                }
            }
        }
    }

    private void tool(String namespace, StreamEvent.ToolUse use) {
        JsonNode told = use.data().node();
        ObjectNode data = JSON.objectNode();
        data.set("tool_call_id", told.path("toolCallId"));
        switch (told.path("event").asText()) {
            case "on_tool_start" -> {
                data.put("event", "tool-started");
                data.set("tool_name", told.path("name"));
                data.set("input", told.path("input"));
            }
            case "on_tool_end" -> data.put("event", "tool-finished").set("output", told.path("output"));
            default ->
                data.put("event", "tool-error")
                        .put("message", told.path("error").asText());
        }
        tell("tools", Namespace.of(Namespace.segments(namespace), use.node(), use.task()), null, JsonValue.of(data));
    }

    private void custom(String namespace, JsonValue payload) {
        ObjectNode data = JSON.objectNode();
        data.set("payload", payload.node());
        JsonNode name = payload.node().path("name");
        if (name.isTextual()) {
            data.set("name", name);
        }
        tell("custom", Namespace.segments(namespace), null, JsonValue.of(data));
    }

    private void ended(RunStatus status) {
        paused |= !held.isEmpty();
        held.clear();
        String how = switch (status) {
            case SUCCESS -> paused ? "interrupted" : "completed";
            case INTERRUPTED -> "interrupted";
            case ERROR, TIMEOUT -> "failed";
            case PENDING, RUNNING -> throw new IllegalStateException("a run that is done is " + status);
        };
        messages.abandon("The run has ended.", this::message);
        List.copyOf(tasks.entrySet()).reversed().forEach(task -> lifecycle(task.getKey(), task.getValue(), how, null));
        tasks.clear();
        lifecycle(List.of(), graph, how, failure);
    }

    private void message(MessageBlocks.Place place, ObjectNode data) {
        tell("messages", place.namespace(), place.node(), JsonValue.of(data));
    }

    private void lifecycle(List<String> namespace, String name, String event, @Nullable String error) {
        ObjectNode data = JSON.objectNode().put("event", event).put("graph_name", name);
        if (error != null) {
            data.put("error", error);
        }
        tell("lifecycle", namespace, null, JsonValue.of(data));
    }

    private void tell(String method, List<String> namespace, @Nullable String node, JsonValue data) {
        int place = Math.min(told.size(), EVENTS_OF_A_FRAME - 1);
        told.add(new ProtocolEvent(position * EVENTS_OF_A_FRAME + place, method, namespace, time, node, data));
    }
}
