package io.heddle.codec;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonTemplate;
import io.heddle.json.JsonValue;
import java.util.List;

/**
 * How messages are written and read: one that is nothing but type, content and id as an array of these,
 * {@code ["human","Hello","<id>"]}, every other as it is. Part of the format: shapes are added, never changed.
 */
final class MessageShapes {
    /** Content and id. */
    private static final int GAPS = 2;

    private static final List<Shape> ALL = List.of(
            shape("ai", "\"type\":\"ai\",\"tool_calls\":[],\"invalid_tool_calls\":[]"),
            shape("human", "\"type\":\"human\""),
            shape("system", "\"type\":\"system\""));

    private MessageShapes() {}

    private record Shape(String word, JsonTemplate template) {}

    static void write(JsonAssembly out, List<JsonValue> messages) {
        out.openArray();
        messages.forEach(message -> write(out, message));
        out.closeArray();
    }

    static List<JsonValue> read(JsonSlice array) {
        return Members.list(array, MessageShapes::message);
    }

    private static void write(JsonAssembly out, JsonValue message) {
        for (Shape shape : ALL) {
            List<JsonSlice> gaps = shape.template.match(message);
            if (gaps != null) {
                out.openArray().text(shape.word);
                gaps.forEach(out::value);
                out.closeArray();
                return;
            }
        }
        out.value(message);
    }

    private static JsonValue message(JsonSlice stored) {
        if (!stored.isArray()) {
            return stored.value();
        }
        List<JsonSlice> parts = stored.elements();
        String word = parts.getFirst().text();
        for (Shape shape : ALL) {
            if (shape.word.equals(word)) {
                return shape.template.filled(parts.subList(1, GAPS + 1));
            }
        }
        throw Members.unknown("shape of a message", word);
    }

    private static Shape shape(String word, String members) {
        return new Shape(
                word,
                new JsonTemplate(
                        "{\"content\":",
                        ",\"additional_kwargs\":{},\"response_metadata\":{}," + members + ",\"id\":",
                        "}"));
    }
}
