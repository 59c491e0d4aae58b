package io.heddle.graph;

import io.heddle.collection.PersistentList;
import io.heddle.json.JsonMembers;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.util.List;

/**
 * The tool calls of a conversation that no later message answers, oldest first. A tool's message answers the latest open call
 * with its id. Those that a model got wrong count too: model providers want them answered as well. Immutable.
 */
public record OpenCalls(PersistentList<OpenCall> calls) {
    static final OpenCalls NONE = new OpenCalls(PersistentList.empty());

    /**
     * One of them.
     *
     * @param message the id of the message that makes it
     * @param id its own id
     * @param tool the name of the tool; empty if the model gave none
     */
    public record OpenCall(String message, String id, String tool) {}

    static OpenCalls of(List<JsonValue> messages) {
        OpenCalls open = NONE;
        for (JsonValue message : messages) {
            open = open.after(message);
        }
        return open;
    }

    /** What is open after one more message. */
    OpenCalls after(JsonValue message) {
        JsonMembers members = JsonSlice.of(message).fields();
        return switch (members.text("type")) {
            case "ai" -> made(members);
            case "tool" -> answered(members.text("tool_call_id"));
            default -> this;
        };
    }

    private OpenCalls made(JsonMembers message) {
        PersistentList<OpenCall> open = calls;
        for (String list : List.of("tool_calls", "invalid_tool_calls")) {
            JsonSlice made = message.get(list);
            for (JsonSlice call : made != null && made.isArray() ? made.elements() : List.<JsonSlice>of()) {
                OpenCall one = call.isObject() ? call(message.text("id"), call.fields()) : null;
                open = one == null || one.id().isEmpty() ? open : open.plus(one);
            }
        }
        return open.size() == calls.size() ? this : new OpenCalls(open);
    }

    private static OpenCall call(String message, JsonMembers members) {
        return new OpenCall(message, members.text("id"), members.text("name"));
    }

    private OpenCalls answered(String id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (calls.get(i).id().equals(id)) {
                return new OpenCalls(calls.without(i));
            }
        }
        return this;
    }
}
