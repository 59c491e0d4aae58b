package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.CheckpointView.TaskView;
import io.heddle.api.Interrupt;
import io.heddle.api.Problem;
import io.heddle.api.RunError;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.json.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What remains of Heddle's answers once everything that may differ is taken away; {@code js/normal.mjs} has its twin. */
final class NormalForm {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** How a stop shows. */
    private static final ArrayNode NO_QUESTION = event("interrupts", JSON.arrayNode());

    private final Map<String, String> kinds;
    private final String text;
    private final Set<String> subgraphs = new HashSet<>();
    private final Map<String, Integer> checkpoints = new HashMap<>();
    private final Map<String, Integer> interrupts = new HashMap<>();

    NormalForm(OracleCase each) {
        kinds = new GraphDocument(each.graph()).channels();
        text = each.document().toString();
        subgraphs(each.graph());
    }

    private void subgraphs(JsonNode graph) {
        graph.path("nodes").properties().forEach(node -> {
            if (node.getValue().has("graph")) {
                subgraphs.add(node.getKey());
                subgraphs(node.getValue().get("graph"));
            }
        });
    }

    /** What a session came to: after each action, and at its end. */
    JsonNode outcome(List<CaseSession.Taken> taken, List<CheckpointView> history) {
        history.reversed().forEach(moment -> checkpoint(moment.id()));
        ObjectNode outcome = JSON.objectNode();
        ArrayNode actions = outcome.putArray("actions");
        for (CaseSession.Taken each : taken) {
            ObjectNode action = actions.addObject();
            action.put("error", each.error());
            action.set("state", state(each.state()));
            action.set("stream", stream(each.frames()));
        }
        ArrayNode moments = outcome.putArray("history");
        history.forEach(moment -> moments.add(state(moment)));
        return sorted(Json.tree(Json.bytes(outcome)));
    }

    private ObjectNode state(CheckpointView view) {
        ObjectNode state = JSON.objectNode();
        state.set("id", checkpoint(view.id()));
        state.set("parent", checkpoint(view.parent()));
        state.setAll(moment(view));
        return state;
    }

    private JsonNode checkpoint(@Nullable CheckpointId id) {
        return id == null ? JSON.nullNode() : JSON.numberNode(numbered(checkpoints, id.value()));
    }

    private ObjectNode moment(CheckpointView view) {
        ObjectNode moment = JSON.objectNode();
        JsonNode metadata = view.metadata().node();
        moment.set("step", orNull(metadata.get("step")));
        moment.set("source", orNull(metadata.get("source")));
        ArrayNode next = moment.putArray("next");
        view.next().forEach(next::add);
        ArrayNode tasks = moment.putArray("tasks");
        view.tasks().forEach(task -> tasks.add(task(task)));
        moment.set("values", written(view.values().node()));
        return moment;
    }

    private ObjectNode task(TaskView view) {
        ObjectNode task = JSON.objectNode();
        task.put("name", view.node());
        task.putArray("interrupts")
                .addAll(inOrder(view.interrupts().stream()
                        .map(each -> interrupt(each.id(), each.value().node()))));
        task.put("error", view.error() == null ? null : kind(view.error()));
        task.set(
                "result",
                result(
                        view.node(),
                        view.result() == null ? JSON.nullNode() : view.result().node()));
        if (view.state() != null && view.error() == null) {
            task.set("child", moment(view.state()));
        }
        return task;
    }

    /** In the order of their numbers: siblings in a subgraph ask in any order. */
    private static List<ObjectNode> inOrder(Stream<ObjectNode> interrupts) {
        return interrupts
                .sorted(Comparator.comparingInt(each -> each.get("id").asInt()))
                .toList();
    }

    private ObjectNode interrupt(String id, JsonNode value) {
        ObjectNode interrupt = JSON.objectNode();
        interrupt.put("id", numbered(interrupts, id));
        interrupt.set("value", value);
        return interrupt;
    }

    static String kind(RunError error) {
        return kind(error.name() + ": " + error.message());
    }

    static String kind(Problem problem) {
        return switch (problem.code()) {
            case "invalid-request", "ambiguous-node" -> "invalid-update";
            default -> problem.code() + ": " + problem.message();
        };
    }

    private static String kind(String error) {
        int colon = error.indexOf(": ");
        String message = error.substring(colon + 2);
        return switch (error.substring(0, colon)) {
            case "ScriptedFailure" -> "node: " + message;
            case "GraphRecursionError" -> "recursion-limit";
            case "InvalidRouteError" -> "unknown-target";
            case "EmptyInputError" -> "empty-input";
            case "InvalidUpdateError" -> message.contains("doesn't exist") ? "unknown-message" : "invalid-update";
            default -> error;
        };
    }

    /** Interrupts are told once, together, at the end; the state beside them counts as one more {@code values}. */
    private ArrayNode stream(List<StreamFrame> frames) {
        ArrayNode shown = JSON.arrayNode();
        Map<String, JsonNode> asked = new HashMap<>();
        boolean interrupted = false;
        for (StreamFrame frame : frames) {
            StreamEvent event = frame.event();
            boolean values = event instanceof StreamEvent.Values;
            if (!values && !(event instanceof StreamEvent.Updates)) {
                continue;
            }
            ObjectNode data = (ObjectNode) event.data().node();
            JsonNode told = data.remove(Interrupt.MEMBER);
            if (told != null) {
                interrupted = true;
                told.forEach(each -> asked.put(each.get("id").asText(), each));
            }
            if (!data.isEmpty() || told == null) {
                shown.add(values ? event("values", written(data)) : event("updates", update(data)));
            }
        }
        if (interrupted) {
            List<ObjectNode> all = inOrder(
                    asked.values().stream().map(each -> interrupt(each.get("id").asText(), each.get("value"))));
            shown.add(event("interrupts", JSON.arrayNode().addAll(all)));
        }
        return shown;
    }

    private static ArrayNode event(String mode, JsonNode data) {
        return JSON.arrayNode().add(mode).add(data);
    }

    private JsonNode update(JsonNode data) {
        ObjectNode all = JSON.objectNode();
        data.properties().forEach(node -> all.set(node.getKey(), result(node.getKey(), node.getValue())));
        return all;
    }

    /** What a task wrote. A subgraph's is not compared: one engine shows all that it left, the other what it changed. */
    private JsonNode result(String node, JsonNode written) {
        return written.isEmpty() || subgraphs.contains(node) ? JSON.nullNode() : written(written);
    }

    private JsonNode written(JsonNode values) {
        if (!values.isObject()) {
            return values;
        }
        ObjectNode all = JSON.objectNode();
        values.properties()
                .forEach(channel -> all.set(
                        channel.getKey(),
                        "messages".equals(kinds.get(channel.getKey()))
                                ? messages(channel.getValue())
                                : channel.getValue()));
        return all;
    }

    private JsonNode messages(JsonNode list) {
        if (list.has("__overwrite__")) {
            return JSON.objectNode().set("__overwrite__", messages(list.get("__overwrite__")));
        }
        ArrayNode all = JSON.arrayNode();
        list.forEach(each -> {
            ObjectNode message = all.addObject();
            String type = each.get("type").asText();
            String id = each.get("id").asText();
            message.put("type", type);
            if (type.equals("remove")) {
                message.put("id", id);
            } else {
                message.put("id", text.contains("\"" + id + "\"") ? id : "made-up");
                message.set("content", each.get("content"));
            }
        });
        return all;
    }

    /**
     * What is done to both engines' outcomes: a {@code values} that repeats the one before says nothing and is left out, and so
     * is a stop where nothing is due any more; updates between two values are those of one superstep, whose tasks end in any
     * order, and are sorted.
     */
    static JsonNode sorted(JsonNode outcome) {
        ObjectNode all = outcome.deepCopy();
        all.remove("name");
        for (JsonNode action : all.path("actions")) {
            ArrayNode stream = JSON.arrayNode();
            TreeMap<String, JsonNode> superstep = new TreeMap<>();
            JsonNode last = null;
            for (JsonNode event : action.get("stream")) {
                if (event.get(0).asText().equals("updates")) {
                    superstep.put(canonical(event) + superstep.size(), event);
                } else if (!event.equals(last)) {
                    stream.addAll(superstep.values()).add(event);
                    superstep.clear();
                    last = event;
                }
            }
            stream.addAll(superstep.values());
            if (NO_QUESTION.equals(stream.get(stream.size() - 1))
                    && action.at("/state/next").isEmpty()) {
                stream.remove(stream.size() - 1);
            }
            ((ObjectNode) action).set("stream", stream);
        }
        return all;
    }

    /** Text that equal trees share, whatever the order of their members. */
    private static String canonical(JsonNode tree) {
        if (tree.isObject()) {
            Map<String, String> members = new TreeMap<>();
            tree.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            return members.toString();
        }
        StringBuilder all = new StringBuilder();
        tree.forEach(each -> all.append(canonical(each)).append(','));
        return tree.isArray() ? "[" + all + "]" : tree.toString();
    }

    private static int numbered(Map<String, Integer> numbers, String id) {
        return numbers.computeIfAbsent(id, unseen -> numbers.size());
    }

    private static JsonNode orNull(@Nullable JsonNode node) {
        return node == null ? JSON.nullNode() : node;
    }
}
