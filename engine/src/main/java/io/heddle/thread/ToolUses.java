package io.heddle.thread;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.StreamEvent;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import io.heddle.step.DueTask;
import java.util.ArrayList;
import java.util.List;

/** Tools as messages tell of them: a model's message asks for some, a tool's message is the answer of one. Pure. */
final class ToolUses {
    private ToolUses() {}

    /** What a task's messages say of tools, in order. */
    static List<StreamEvent> of(DueTask task, List<JsonValue> messages) {
        List<StreamEvent> uses = new ArrayList<>();
        for (JsonValue each : messages) {
            JsonNode message = each.node();
            if (message.path("type").asText().equals("tool")) {
                uses.add(new StreamEvent.ToolUse(task.id(), task.node(), answered(message)));
            }
            for (JsonNode call : message.path("tool_calls")) {
                uses.add(new StreamEvent.ToolUse(task.id(), task.node(), asked(call)));
            }
        }
        return uses;
    }

    private static JsonValue asked(JsonNode call) {
        return use("on_tool_start", call.path("id"), call.path("name"))
                .member("input", JsonValue.of(call.path("args")))
                .closeObject()
                .done();
    }

    private static JsonValue answered(JsonNode message) {
        boolean failed = message.path("status").asText().equals("error");
        return use(failed ? "on_tool_error" : "on_tool_end", message.path("tool_call_id"), message.path("name"))
                .member(failed ? "error" : "output", JsonValue.of(message.path("content")))
                .closeObject()
                .done();
    }

    private static JsonAssembly use(String event, JsonNode id, JsonNode name) {
        return new JsonAssembly()
                .openObject()
                .member("event", event)
                .member("toolCallId", id.asText())
                .member("name", name.asText());
    }
}
