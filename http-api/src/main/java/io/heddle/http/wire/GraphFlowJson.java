package io.heddle.http.wire;

import io.heddle.api.CheckpointView;
import io.heddle.api.Interrupt;
import io.heddle.api.Message;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What graph-flow's services say and hear. */
public final class GraphFlowJson {
    private static final String MESSAGES = "messages";

    private GraphFlowJson() {}

    /** What is said, as input: a message of a human where the channel holds messages, or else the text. */
    public static JsonValue input(String channel, String content) {
        JsonAssembly input = new JsonAssembly().openObject();
        if (channel.equals(MESSAGES)) {
            input.name(channel).openArray().value(Message.human(content).json()).closeArray();
        } else {
            input.member(channel, content);
        }
        return input.closeObject().done();
    }

    /** Where a question is open, what is said answers it. */
    public static RunRequest request(RunRequest plain, CheckpointView session, String content) {
        return session.openInterrupts().isEmpty()
                ? plain
                : RunRequest.of(plain.assistant(), null)
                        .withRunId(FreshIds.run())
                        .commanding(RunCommand.resume(new Resume.Plain(JsonValue.ofString(content))));
    }

    public static JsonValue executed(ThreadKey session, RunResult result, String channel) {
        return new Members()
                .with("session_id", session.thread().value())
                .with("response", response(result, channel))
                .with("status", status(result))
                .json();
    }

    /** The names of a session's members are graph-flow's; what a thread has nothing for is null. */
    public static JsonValue session(CheckpointView state, String graph) {
        return new Members()
                .with("id", state.thread().thread().value())
                .with("graph_id", graph)
                .with(
                        "current_task_id",
                        state.next().isEmpty() ? null : state.next().getFirst())
                .with("status_message", (String) null)
                .with("context", new Members().with("data", state.values()).json())
                .json();
    }

    private static String status(RunResult result) {
        if (result.error() != null) {
            return "Error(" + JsonValue.ofString(result.error().message()) + ")";
        }
        if (!result.isPaused()) {
            return "Completed";
        }
        return result.interrupts().isEmpty() ? "Paused" : "WaitingForInput";
    }

    /** The first open question or, without one, the last message, or what the channel holds, if that is text. */
    private static @Nullable String response(RunResult result, String channel) {
        List<Interrupt> open = result.interrupts();
        if (!open.isEmpty()) {
            return text(JsonSlice.of(open.getFirst().value()));
        }
        JsonSlice held = JsonSlice.of(result.values()).members().get(channel);
        if (held == null || result.error() != null) {
            return null;
        }
        if (!held.isArray()) {
            return held.isText() ? held.text() : null;
        }
        List<JsonSlice> elements = held.elements();
        JsonSlice last = elements.isEmpty() ? null : elements.getLast();
        JsonSlice content = last != null && last.isObject() ? last.members().get("content") : last;
        return content == null ? null : text(content);
    }

    private static String text(JsonSlice value) {
        return value.isText() ? value.text() : value.value().toString();
    }
}
