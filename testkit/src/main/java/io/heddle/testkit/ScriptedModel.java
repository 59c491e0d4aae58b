package io.heddle.testkit;

import io.heddle.api.Message;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model that answers by script, one line each time it is asked, and keeps what it was asked:
 *
 * <pre>{@code new ScriptedModel().calls("double", Map.of("n", 4)).says("It is ", "8.")}</pre>
 *
 * <p>Asked more often than there are lines, it fails and says what it was asked. A node that is run again asks again, as it
 * would ask a real model; where that can happen at any time, as in a simulation, let it answer by {@linkplain
 * #following rule}. Thread-safe.
 */
public final class ScriptedModel implements ChatModel {
    private final @Nullable Rule rule;
    private final Queue<Line> lines = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    /** A model without a line; add some. */
    public ScriptedModel() {
        this(null);
    }

    private ScriptedModel(@Nullable Rule rule) {
        this.rule = rule;
    }

    /** A model that gives the same answer to the same conversation, as often as it is asked. */
    public static ScriptedModel following(Rule rule) {
        return new ScriptedModel(rule);
    }

    /** What a model answers. */
    @FunctionalInterface
    public interface Rule {
        Message answer(List<Message> conversation, List<ToolSpec> tools) throws Exception;
    }

    /**
     * Something that the model was asked.
     *
     * @param node who asked
     * @param tools the names of the tools it might have called
     */
    public record Asked(String node, List<Message> conversation, List<String> tools) {
        public Asked {
            conversation = List.copyOf(conversation);
            tools = List.copyOf(tools);
        }

        /** The text of the last message. */
        public String last() {
            return conversation.isEmpty() ? "" : conversation.getLast().text();
        }
    }

    /** What happens when the model is asked: tokens are shown, then it answers or fails. */
    private record Line(
            List<String> tokens, Message answer, @Nullable Exception failure) {}

    /** The model was asked something for which the script has no line. */
    public static final class OutOfScriptException extends IllegalStateException {
        OutOfScriptException(String message) {
            super(message);
        }
    }

    /** Next it says this, token by token. */
    public ScriptedModel says(String... tokens) {
        return add(new Line(List.of(tokens), Message.ai(String.join("", tokens)), null));
    }

    /** Next it calls a tool with these arguments, anything that Jackson writes as an object: a map, a record. */
    public ScriptedModel calls(String tool, Object arguments) {
        return callsAll(call(tool, arguments));
    }

    /** Next it calls several tools in one message. */
    public ScriptedModel callsAll(Message.ToolCall... calls) {
        return add(new Line(List.of(), Message.ai("", List.of(calls)), null));
    }

    /** Next it fails, after these tokens. */
    public ScriptedModel fails(Exception failure, String... tokens) {
        return add(new Line(List.of(tokens), Message.ai(""), failure));
    }

    /** A call of a tool, with an id made of its name and its arguments. */
    public static Message.ToolCall call(String tool, Object arguments) {
        JsonValue json = JsonValue.encode(arguments);
        return new Message.ToolCall("%s-%08x".formatted(tool, json.toString().hashCode()), tool, json);
    }

    @Override
    public Message reply(List<Message> conversation, List<ToolSpec> tools, NodeContext context) throws Exception {
        Asked question = new Asked(
                context.node(), conversation, tools.stream().map(ToolSpec::name).toList());
        Line line = next(question, conversation, tools);
        MessageStream stream = context.openMessage();
        line.tokens().forEach(stream::token);
        if (line.failure() != null) {
            throw line.failure();
        }
        return stream.finish(line.answer());
    }

    /** Everything that it was asked, in the order in which it was. */
    public synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How many lines nobody has asked for yet. */
    public synchronized int left() {
        return lines.size();
    }

    private synchronized ScriptedModel add(Line line) {
        lines.add(line);
        return this;
    }

    private Line next(Asked question, List<Message> conversation, List<ToolSpec> tools) throws Exception {
        synchronized (this) {
            asked.add(question);
            if (rule == null) {
                Line line = lines.poll();
                if (line == null) {
                    throw outOfScript(question);
                }
                return line;
            }
        }
        Message answer = rule.answer(conversation, tools);
        List<String> words = answer.text().isEmpty()
                ? List.of()
                : Arrays.asList(answer.text().split("(?<=\\s)"));
        return new Line(words, answer, null);
    }

    private OutOfScriptException outOfScript(Asked question) {
        int had = asked.size() - 1;
        return new OutOfScriptException(
                "the script has %d %s, and node %s asks once more:%n%s%nadd says(…), calls(…) or fails(…)"
                        .formatted(
                                had,
                                had == 1 ? "line" : "lines",
                                question.node(),
                                question.conversation().stream()
                                        .map(message -> "  %s: %s".formatted(message.type(), message.text()))
                                        .collect(Collectors.joining("\n"))));
    }
}
