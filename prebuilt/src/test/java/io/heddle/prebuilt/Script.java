package io.heddle.prebuilt;

import io.heddle.api.Message;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A model that says its lines one after the other, and remembers what it was asked. Thread-safe. */
final class Script implements ChatModel {
    private final List<Message> lines;
    private final List<List<Message>> asked = new CopyOnWriteArrayList<>();
    private final List<List<String>> offered = new CopyOnWriteArrayList<>();

    Script(Message... lines) {
        this.lines = new CopyOnWriteArrayList<>(lines);
    }

    /** Asks for tools: each text is a tool's name, a blank, and a JSON object. */
    static Message wants(String... calls) {
        return Message.ai(
                "",
                IntStream.range(0, calls.length)
                        .mapToObj(i -> {
                            String[] parts = calls[i].split(" ", 2);
                            return new Message.ToolCall(
                                    parts[0] + "-" + i, parts[0], JsonValue.parse(parts.length == 1 ? "{}" : parts[1]));
                        })
                        .toList());
    }

    @Override
    public Message reply(List<Message> conversation, List<ToolSpec> tools, NodeContext context) {
        asked.add(List.copyOf(conversation));
        offered.add(tools.stream().map(ToolSpec::name).toList());
        MessageStream stream = context.openMessage();
        Message line = lines.size() == 1 ? lines.getFirst() : lines.removeFirst();
        stream.token(line.text());
        return stream.finish(line);
    }

    /** The conversations that the model was asked to go on with. */
    List<List<Message>> asked() {
        return asked;
    }

    List<List<String>> offered() {
        return offered;
    }
}
