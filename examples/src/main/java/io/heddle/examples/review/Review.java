package io.heddle.examples.review;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.api.Message;
import io.heddle.examples.model.Models;
import io.heddle.graph.Graph;
import io.heddle.json.JsonValue;
import io.heddle.langchain4j.AnnotatedTools;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.Decision;
import io.heddle.prebuilt.ToolAgent;
import io.heddle.prebuilt.ToolReview;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/** An agent whose dangerous tools are called when a person has looked at the call, and perhaps corrected it. */
public final class Review {
    /** What the agent can do at the bank. */
    static final class Bank {
        @Tool("Says how much money there is")
        int balance() {
            return 1_200;
        }

        @Tool("Sends money")
        String transfer(@P("to whom") String to, @P("how much, in euros") int amount) {
            return "sent %d EUR to %s".formatted(amount, to);
        }
    }

    private Review() {}

    public static Graph graph() {
        return graph(Models.fromEnvironment(Review::offline));
    }

    static Graph graph(ChatModel model) {
        return ToolAgent.define("review", 1, model, teller -> {
            teller.prompt("You are a bank's teller. Use the tools.");
            teller.tools(AnnotatedTools.of(new Bank()));
            teller.review("transfer");
        });
    }

    /** Stands in for a model: one that adds a nought. */
    static Message offline(List<Message> conversation, List<ToolSpec> tools) {
        Message last = conversation.getLast();
        if (last.type().equals("tool")) {
            return Message.ai("The bank says: " + last.text());
        }
        return Message.ai(
                "",
                List.of(
                        new Message.ToolCall("call-1", "balance", JsonValue.EMPTY_OBJECT),
                        new Message.ToolCall("call-2", "transfer", transfer(5_000))));
    }

    private record Transfer(String to, int amount) {}

    private static JsonValue transfer(int amount) {
        return JsonValue.encode(new Transfer("Ada", amount));
    }

    public static void main(String[] arguments) {
        Graph bank = graph();
        try (Heddle heddle = Heddle.local(bank)) {
            ThreadRef desk = heddle.thread(bank, "desk-1");
            if (desk.run(MESSAGES.add(Message.human("Send Ada 500 euros"))) instanceof Outcome.Waiting waiting) {
                System.out.println("may I? "
                        + waiting.questions().about(ToolReview.QUESTION).actions());
            }

            ToolReview.Action corrected = new ToolReview.Action("transfer", transfer(500));
            Outcome done = desk.answer(ToolReview.QUESTION, new ToolReview.Answer(List.of(Decision.edit(corrected))));

            done.state().get(MESSAGES).forEach(message -> System.out.println(message.type() + ": " + message.text()));
        }
    }
}
