package io.heddle.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation, in the flat JSON form that LangGraph clients read and write. Nothing of it is lost: fields
 * unknown to this class are kept as they came. Immutable.
 *
 * <p>A message without an id gets one when it enters a thread; a message with the id of a stored one takes its place.
 */
public final class Message {
    /** The id of the removal that empties a list; see {@link #removeAll()}. */
    public static final String REMOVE_ALL = "__remove_all__";

    /** About what a message needs besides its text. */
    private static final int FRAME = 160;

    private final JsonValue json;

    /** Parsed when somebody first looks into the message: most are only carried. */
    private volatile @Nullable JsonNode parsed;

    private Message(JsonValue json) {
        this.json = json;
    }

    private JsonNode fields() {
        JsonNode known = parsed;
        if (known == null) {
            known = json.node();
            parsed = known;
        }
        return known;
    }

    /** Reads a message in its canonical form; other accepted forms go through {@link MessageForms}. */
    @JsonCreator
    static Message of(JsonNode fields) {
        return canonical(MessageForms.canonical("message", fields));
    }

    /** A message whose fields are known to be in canonical form. */
    static Message canonical(ObjectNode fields) {
        return new Message(JsonValue.of(fields));
    }

    /** Reads a stored message back. */
    public static Message stored(JsonValue json) {
        return new Message(json);
    }

    public static Message human(String text) {
        return plain("human", text);
    }

    public static Message system(String text) {
        return plain("system", text);
    }

    public static Message ai(String text) {
        return ai(text, List.of());
    }

    /** What a model answered, with the tools it wants called. */
    public static Message ai(String text, List<ToolCall> calls) {
        Message silent = plain("ai", text);
        return calls.isEmpty() ? silent : silent.withToolCalls(calls);
    }

    /** The answer of a tool to one call. */
    public static Message tool(ToolCall call, String text) {
        return tool(call, text, true);
    }

    /** The answer of a tool to one call, which may have failed. */
    public static Message tool(ToolCall call, String text, boolean success) {
        return new Message(written("tool", text)
                .member("tool_call_id", call.id())
                .member("name", call.name())
                .member("status", success ? "success" : "error")
                .closeObject()
                .done());
    }

    /** Not a message but the wish to remove one; an unknown id is an error. */
    public static Message remove(String id) {
        return plain("remove", "").withId(id);
    }

    /** The wish to empty the list; what follows in the same update is the new list. */
    public static Message removeAll() {
        return remove(REMOVE_ALL);
    }

    /** {@code human}, {@code ai}, {@code system}, {@code tool}, {@code function} or {@code remove}. */
    public String type() {
        return fields().path("type").asText();
    }

    public Optional<String> id() {
        String id = fields().path("id").asText("");
        return id.isEmpty() || fields().path("id").isNull() ? Optional.empty() : Optional.of(id);
    }

    /** The text; of a message made of blocks, its text blocks joined. */
    public String text() {
        JsonNode content = fields().path("content");
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode block : content) {
            text.append(
                    block.isTextual() ? block.textValue() : block.path("text").asText(""));
        }
        return text.toString();
    }

    /** The tools a model wants called; empty for other messages. */
    public List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonNode call : fields().path("tool_calls")) {
            calls.add(new ToolCall(
                    call.path("id").asText(), call.path("name").asText(), JsonValue.of(call.path("args"))));
        }
        for (JsonNode call : fields().path("invalid_tool_calls")) {
            calls.add(new ToolCall(
                    call.path("id").asText(),
                    call.path("name").asText(),
                    JsonValue.encode(call.path("args").asText())));
        }
        return calls;
    }

    /** The same with other calls; the fields beside them stay. */
    public Message withToolCalls(List<ToolCall> calls) {
        ObjectNode copy = fields().deepCopy();
        putCalls(copy, calls);
        return canonical(copy);
    }

    /** Of a tool's answer: which call it answers. */
    public Optional<String> toolCallId() {
        return Optional.ofNullable(fields().path("tool_call_id").textValue());
    }

    public Message withId(String id) {
        return new Message(json.with("id", JsonValue.ofString(id)));
    }

    /** The same, to be given another id when it enters a thread. */
    public Message withoutId() {
        return new Message(json.without("id"));
    }

    /** The message's JSON. */
    @com.fasterxml.jackson.annotation.JsonValue
    public JsonValue json() {
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }

    private static void putCalls(ObjectNode node, List<ToolCall> calls) {
        ArrayNode list = node.putArray("tool_calls");
        ArrayNode invalid = node.putArray("invalid_tool_calls");
        for (ToolCall call : calls) {
            JsonNode args = call.args().node();
            ObjectNode put = (call.readable() ? list : invalid)
                    .addObject()
                    .put("name", call.name())
                    .put("id", call.id())
                    .put("type", call.readable() ? "tool_call" : "invalid_tool_call");
            if (call.readable()) {
                put.set("args", args);
            } else {
                put.put("args", args.isTextual() ? args.textValue() : args.toString());
                put.put("error", "the arguments are not a JSON object");
            }
        }
    }

    private static Message plain(String type, String text) {
        JsonAssembly message = written(type, text);
        if (type.equals("ai")) {
            message.member("tool_calls", JsonValue.EMPTY_ARRAY).member("invalid_tool_calls", JsonValue.EMPTY_ARRAY);
        }
        return new Message(message.closeObject().done());
    }

    /** The members that all messages have; the object is left open. */
    private static JsonAssembly written(String type, String text) {
        return new JsonAssembly(text.length() + FRAME)
                .openObject()
                .member("content", text)
                .member("additional_kwargs", JsonValue.EMPTY_OBJECT)
                .member("response_metadata", JsonValue.EMPTY_OBJECT)
                .member("type", type);
    }

    /**
     * A tool that a model wants called.
     *
     * @param id within the conversation
     * @param name the tool's
     * @param args a JSON object; a text if the model wrote something else, which stands among the message's
     *     {@code invalid_tool_calls} then
     */
    public record ToolCall(String id, String name, JsonValue args) {
        /** Whether the model wrote arguments that a tool can be called with. */
        public boolean readable() {
            return args.node().isObject();
        }
    }
}
