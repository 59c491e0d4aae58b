package io.heddle.examples.supervisor;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.examples.model.Models;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.Supervisor;
import io.heddle.prebuilt.Tool;
import io.heddle.prebuilt.ToolAgent;
import io.heddle.prebuilt.ToolResult;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/** An editor who sends two reporters out at once, hears what each has found, and writes the piece. */
public final class Newsroom {
    static final NodeKey<Void> HISTORY = NodeKey.of("history");
    static final NodeKey<Void> FIGURES = NodeKey.of("figures");

    private Newsroom() {}

    public static Graph graph() {
        return graph(Models.fromEnvironment(Newsroom::offline));
    }

    static Graph graph(ChatModel model) {
        Tool archive = finds("read_archive", "Reads the archive", "the draw loom came to Europe in the middle ages");
        Tool count = finds("count", "Counts what is asked for", "400 looms still run");
        return Supervisor.define(
                "newsroom",
                1,
                model,
                editor -> editor.prompt(
                                "You are the editor. Send reporters out, then write the piece from what they found.")
                        .worker(HISTORY, reporter(model, "history", archive), "Finds out how things came about.")
                        .worker(FIGURES, reporter(model, "figures", count), "Finds out how many there are."));
    }

    private static Graph reporter(ChatModel model, String beat, Tool tool) {
        return ToolAgent.define(
                "reporter-of-" + beat,
                1,
                model,
                agent -> agent.prompt("You report " + beat + ", in one line.").tools(tool));
    }

    private static Tool finds(String name, String description, String finding) {
        return Tool.of(ToolSpec.of(name, description), (arguments, state, context) -> ToolResult.of(finding));
    }

    /** Stands in for a model: for the editor's, which may transfer, and for those of the reporters. */
    static Message offline(List<Message> conversation, List<ToolSpec> tools) {
        Message last = conversation.getLast();
        boolean editor = tools.stream().allMatch(tool -> tool.name().startsWith("transfer_to_"));
        if (editor && last.type().equals("ai")) {
            List<Message> heard = conversation.subList(conversation.size() - tools.size(), conversation.size());
            return Message.ai("Weaving today: "
                    + String.join("; ", heard.stream().map(Message::text).toList()) + ".");
        }
        if (!editor
                && last.json()
                        .node()
                        .path("name")
                        .asText()
                        .equals(tools.getFirst().name())) {
            return Message.ai(last.text());
        }
        return Message.ai(
                "",
                tools.stream()
                        .map(tool -> new Message.ToolCall(
                                tool.name() + "-" + conversation.size(), tool.name(), JsonValue.EMPTY_OBJECT))
                        .toList());
    }

    public static void main(String[] arguments) {
        Graph newsroom = graph();
        try (Heddle heddle = Heddle.local(newsroom)) {
            View state = heddle.thread(newsroom, "monday").invoke(MESSAGES.add(Message.human("A piece on weaving")));

            for (Message message : state.get(MESSAGES)) {
                message.toolCalls().forEach(call -> System.out.println("asks: " + call.name()));
                if (!message.text().isEmpty()) {
                    System.out.println(message.type() + ": " + message.text());
                }
            }
        }
    }
}
