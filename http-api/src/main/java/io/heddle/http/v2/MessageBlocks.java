package io.heddle.http.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Messages as beginnings, blocks and ends. A streamed message begins with its first delta and ends with its task, or with the
 * next message of the same task, so blocks never interleave; a message that comes whole is told from beginning to end at
 * once. Not thread-safe; one stream's.
 */
final class MessageBlocks {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Who hears what is told of a message: where it comes from, and the data of the event. */
    interface Listener extends BiConsumer<Place, ObjectNode> {}

    /** Where a message comes from. */
    record Place(List<String> namespace, String node) {}

    private record Open(String id, StringBuilder text) {}

    private final Map<Place, Open> open = new LinkedHashMap<>();

    /** A delta of a message, or a whole one. */
    void chunk(JsonNode message, JsonNode origin, Listener told) {
        Place place = new Place(
                Namespace.segments(origin.path("langgraph_checkpoint_ns").asText()),
                origin.path("langgraph_node").asText());
        if (message.path("type").asText().equals("AIMessageChunk")) {
            delta(place, message, origin, told);
        } else {
            finish(place, told);
            whole(place, message, origin, told);
        }
    }

    /** The task with this namespace has ended, and its messages with it. */
    void finish(List<String> namespace, Listener told) {
        open.keySet().stream()
                .filter(place -> place.namespace().equals(namespace))
                .toList()
                .forEach(place -> finish(place, told));
    }

    /** Whatever goes on will be told again: what has begun will never end. */
    void abandon(String why, Listener told) {
        open.forEach((place, message) -> told.accept(place, event("error").put("message", why)));
        open.clear();
    }

    private void delta(Place place, JsonNode message, JsonNode origin, Listener told) {
        String id = message.path("id").asText();
        Open known = open.get(place);
        if (known == null || !known.id().equals(id)) {
            finish(place, told);
            known = new Open(id, new StringBuilder());
            open.put(place, known);
            told.accept(place, start(message, origin));
            told.accept(place, block("content-block-start", 0, text("")));
        }
        String text = message.path("content").asText();
        if (!text.isEmpty()) {
            known.text().append(text);
            told.accept(place, delta(0, text));
        }
    }

    private void finish(Place place, Listener told) {
        Open ended = open.remove(place);
        if (ended != null) {
            told.accept(
                    place, block("content-block-finish", 0, text(ended.text().toString())));
            told.accept(place, event("message-finish"));
        }
    }

    private void whole(Place place, JsonNode message, JsonNode origin, Listener told) {
        told.accept(place, start(message, origin));
        int index = 0;
        JsonNode content = message.path("content");
        if (content.isTextual() && !content.textValue().isEmpty()) {
            text(place, index++, content.textValue(), told);
        }
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("text")) {
                text(place, index++, block.path("text").asText(), told);
            } else {
                told.accept(place, block("content-block-start", index, block));
                told.accept(place, block("content-block-finish", index++, block));
            }
        }
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode begun = JSON.objectNode().put("type", "tool_call_chunk");
            begun.set("id", call.path("id"));
            begun.set("name", call.path("name"));
            ObjectNode made = JSON.objectNode().put("type", "tool_call");
            made.set("id", call.path("id"));
            made.set("name", call.path("name"));
            made.set("args", call.path("args"));
            told.accept(place, block("content-block-start", index, begun.put("args", "")));
            told.accept(place, block("content-block-finish", index++, made));
        }
        ObjectNode end = event("message-finish");
        if (message.path("usage_metadata").isObject()) {
            end.set("usage", message.path("usage_metadata"));
        }
        told.accept(place, end);
    }

    private static void text(Place place, int index, String text, Listener told) {
        told.accept(place, block("content-block-start", index, text("")));
        told.accept(place, delta(index, text));
        told.accept(place, block("content-block-finish", index, text(text)));
    }

    private static ObjectNode start(JsonNode message, JsonNode origin) {
        String type = message.path("type").asText();
        ObjectNode start = event("message-start");
        start.set("id", message.path("id"));
        start.put("role", type.equals("AIMessageChunk") ? "ai" : type);
        if (message.has("tool_call_id")) {
            start.set("tool_call_id", message.path("tool_call_id"));
        }
        start.set("run_id", origin.path("run_id"));
        return start;
    }

    private static ObjectNode delta(int index, String text) {
        ObjectNode delta = event("content-block-delta").put("index", index);
        delta.putObject("delta").put("type", "text-delta").put("text", text);
        return delta;
    }

    private static ObjectNode block(String event, int index, JsonNode content) {
        ObjectNode block = event(event).put("index", index);
        block.set("content", content);
        return block;
    }

    private static ObjectNode text(String text) {
        return JSON.objectNode().put("type", "text").put("text", text);
    }

    private static ObjectNode event(String name) {
        return JSON.objectNode().put("event", name);
    }
}
