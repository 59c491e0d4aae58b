package io.heddle.prebuilt;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import io.heddle.api.Message;
import io.heddle.graph.Call;
import io.heddle.graph.CallNotRecordedException;
import io.heddle.graph.Channel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The node that makes one tool call. Thread-safe. */
final class ToolTask {
    private static final Call<Recorded> CALL = Call.of("tool call", Recorded.class);

    /** Characters of what a model wrote that it is reminded of. */
    private static final int MOST_QUOTED = 200;

    private final Toolbox toolbox;
    private final List<Channel<?>> channels;
    private final ToolErrors errors;

    ToolTask(Toolbox toolbox, List<Channel<?>> channels, ToolErrors errors) {
        this.toolbox = toolbox;
        this.channels = channels;
        this.errors = errors;
    }

    Update run(View state, NodeContext context) throws Exception {
        Message.ToolCall call = context.input(AgentNodes.TOOLS);
        List<Write> writes = new ArrayList<>();
        Recorded made = context.once(CALL, () -> {
            ToolResult result = result(call, state, context);
            result.writes().stream()
                    .filter(write -> !write.change().isTracked())
                    .forEach(writes::add);
            return recorded(call, result);
        });
        for (Recorded.Written written : made.writes()) {
            Channel<?> channel = declared(call, written.channel());
            writes.add(new Write(
                    channel,
                    channel.decode("tool " + call.name(), written.value().node())));
        }
        writes.add(MESSAGES.add(Message.tool(call, made.text(), !made.failed())));
        return new Update(writes);
    }

    private ToolResult result(Message.ToolCall call, View state, NodeContext context) throws Exception {
        if (!call.readable()) {
            return unreadable(call);
        }
        Handoff handoff = toolbox.handoff(call.name());
        if (handoff != null) {
            return leaves(call, handoff, state);
        }
        Tool tool = toolbox.tool(call.name());
        if (tool == null) {
            return ToolResult.failed("there is no tool named %s; the tools are: %s"
                    .formatted(call.name(), String.join(", ", toolbox.names())));
        }
        try {
            return tool.call(call.args(), state, context);
        } catch (InterruptedException | CancellationException | CallNotRecordedException aboutTheNode) {
            throw aboutTheNode;
        } catch (Exception failure) {
            if (context.cancelled()) {
                throw failure;
            }
            return ToolResult.failed(errors.explain(call, failure));
        }
    }

    private static ToolResult unreadable(Message.ToolCall call) {
        String written = call.args().node().asText();
        return ToolResult.failed("tool %s was not called: expected a JSON object of arguments, found %s"
                .formatted(
                        call.name(),
                        written.length() <= MOST_QUOTED ? written : written.substring(0, MOST_QUOTED) + "…"));
    }

    private ToolResult leaves(Message.ToolCall call, Handoff handoff, View state) {
        Optional<Message.ToolCall> first = AgentNodes.asking(state).toolCalls().stream()
                .filter(each -> toolbox.handoff(each.name()) != null)
                .findFirst();
        return first.filter(call::equals).isPresent()
                ? ToolResult.of(handoff.answer(), AgentNodes.LEAVING.set(call.name()))
                : ToolResult.failed("a conversation can be left to one only; this transfer was not made");
    }

    private Recorded recorded(Message.ToolCall call, ToolResult result) {
        List<Recorded.Written> written = new ArrayList<>();
        for (Write write : result.writes()) {
            String channel = declared(call, write.channel().name()).name();
            if (write.change().isTracked()) {
                written.add(new Recorded.Written(channel, write.change().shown()));
            }
        }
        return new Recorded(result.text(), result.failed(), written);
    }

    private Channel<?> declared(Message.ToolCall call, String name) {
        return channels.stream()
                .filter(channel -> channel.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "tool %s wrote channel %s, which the agent does not declare; add it to ToolAgent.channels(…)"
                                .formatted(call.name(), name)));
    }

    /** A {@link ToolResult} as it is kept: a call that was made is not made again. */
    record Recorded(String text, boolean failed, List<Written> writes) {
        /** What was written to a channel. */
        record Written(String channel, JsonValue value) {}
    }
}
