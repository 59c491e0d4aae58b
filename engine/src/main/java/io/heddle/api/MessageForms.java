package io.heddle.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which clients write messages, and the one form in which they are stored.
 *
 * <p>Accepted: the flat form, {@code {"role", "content"}}, the pair {@code ["user", "text"]}, a bare string (a human's), and
 * the constructor form of LangChain's serialiser; one, or a list of them. See section 15 of LangGraph's wire protocol.
 */
public final class MessageForms {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("human", "human"),
            Map.entry("user", "human"),
            Map.entry("ai", "ai"),
            Map.entry("assistant", "ai"),
            Map.entry("aimessagechunk", "ai"),
            Map.entry("humanmessagechunk", "human"),
            Map.entry("system", "system"),
            Map.entry("developer", "system"),
            Map.entry("tool", "tool"),
            Map.entry("function", "function"),
            Map.entry("remove", "remove"));

    private static final String EXPECTED =
            "a message: {\"type\" or \"role\": human | user | ai | assistant | system | developer | tool | remove, \"content\": …},"
                    + " [\"user\", \"text\"] or a string";

    private MessageForms() {}

    /**
     * Reads one message or a list of them.
     *
     * @param path where the value stands in the request, for errors
     */
    public static List<Message> read(String path, JsonNode value) {
        boolean list = value.isArray() && !isPair(value);
        List<Message> messages = new ArrayList<>();
        if (!list) {
            messages.add(message(path, value));
            return messages;
        }
        for (int i = 0; i < value.size(); i++) {
            messages.add(message(path + "[" + i + "]", value.get(i)));
        }
        return messages;
    }

    private static Message message(String path, JsonNode value) {
        return value.isTextual() ? Message.human(value.textValue()) : Message.canonical(canonical(path, value));
    }

    static ObjectNode canonical(String path, JsonNode value) {
        if (value.isTextual()) {
            return build(path, "human", null, value, null);
        }
        if (isPair(value)) {
            return build(path, value.get(0).textValue(), null, value.get(1), null);
        }
        if (!value.isObject()) {
            throw refuse(path, value);
        }
        if (value.path("lc").isNumber() && value.path("kwargs").isObject()) {
            JsonNode names = value.path("id");
            String name = names.path(names.size() - 1).asText("").replaceFirst("Message(Chunk)?$", "");
            return build(
                    path,
                    name,
                    value.get("kwargs").path("id").textValue(),
                    value.get("kwargs").path("content"),
                    value.get("kwargs"));
        }
        String type = value.hasNonNull("type")
                ? value.get("type").asText()
                : value.path("role").asText("");
        return build(path, type, value.path("id").textValue(), value.path("content"), value);
    }

    private static ObjectNode build(
            String path, @Nullable String word, @Nullable String id, JsonNode content, @Nullable JsonNode rest) {
        String type = word == null ? null : TYPES.get(word.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw refuse(path, rest == null ? content : rest);
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.set("content", content(path, type, content));
        message.set("additional_kwargs", objectOr(rest, "additional_kwargs"));
        message.set("response_metadata", objectOr(rest, "response_metadata"));
        message.put("type", type);
        if (id != null && !id.isEmpty()) {
            message.put("id", id);
        } else if (type.equals("remove")) {
            throw new ProblemException(
                    new Problem.InvalidRequest(path + ".id", "nothing", "the id of the message to remove"));
        }
        if (type.equals("ai")) {
            message.set("tool_calls", toolCalls(path, rest == null ? null : rest.get("tool_calls")));
            message.set("invalid_tool_calls", arrayOr(rest, "invalid_tool_calls"));
        }
        if (type.equals("tool") && (rest == null || !rest.path("tool_call_id").isTextual())) {
            throw new ProblemException(new Problem.InvalidRequest(
                    path + ".tool_call_id", "nothing", "the id of the tool call that this message answers"));
        }
        if (rest != null) {
            rest.properties().forEach(field -> {
                boolean named =
                        field.getKey().equals("role") || field.getKey().equals("id") || message.has(field.getKey());
                if (!named && !field.getValue().isNull()) {
                    message.set(field.getKey(), field.getValue());
                }
            });
        }
        if (type.equals("tool") && !message.has("status")) {
            message.put("status", "success");
        }
        return message;
    }

    private static JsonNode content(String path, String type, JsonNode content) {
        if (content.isTextual() || content.isArray()) {
            return content;
        }
        boolean absent = content.isMissingNode() || content.isNull();
        if (absent && (type.equals("ai") || type.equals("remove"))) {
            return JsonNodeFactory.instance.textNode("");
        }
        throw new ProblemException(new Problem.InvalidRequest(
                path + ".content", absent ? "nothing" : content.toString(), "a string or a list of content blocks"));
    }

    private static JsonNode toolCalls(String path, @Nullable JsonNode calls) {
        var list = JsonNodeFactory.instance.arrayNode();
        if (calls == null || calls.isNull()) {
            return list;
        }
        for (JsonNode call : calls) {
            if (!call.isObject() || !call.path("name").isTextual()) {
                throw new ProblemException(new Problem.InvalidRequest(
                        path + ".tool_calls", calls.toString(), "a list of {\"id\", \"name\", \"args\": {…}}"));
            }
            ObjectNode copy = call.deepCopy();
            copy.put("type", "tool_call");
            list.add(copy);
        }
        return list;
    }

    private static JsonNode objectOr(@Nullable JsonNode rest, String field) {
        JsonNode found = rest == null ? null : rest.get(field);
        return found != null && found.isObject() ? found : JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode arrayOr(@Nullable JsonNode rest, String field) {
        JsonNode found = rest == null ? null : rest.get(field);
        return found != null && found.isArray() ? found : JsonNodeFactory.instance.arrayNode();
    }

    private static boolean isPair(JsonNode value) {
        return value.isArray()
                && value.size() == 2
                && value.get(0).isTextual()
                && value.get(1).isTextual()
                && TYPES.containsKey(value.get(0).textValue().toLowerCase(Locale.ROOT));
    }

    private static ProblemException refuse(String path, JsonNode found) {
        return new ProblemException(new Problem.InvalidRequest(path, found.toString(), EXPECTED));
    }
}
