package io.heddle.examples.approve;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;

/** Pays a refund when a person has approved it, and only then. */
public final class Approve {
    public record Refund(String customer, int euros) {}

    public enum Verdict {
        APPROVE,
        REJECT
    }

    public static final ValueChannel<Refund> REFUND = Channel.value("refund", Refund.class);
    public static final LogChannel<String> LETTERS = Channel.log("letters", String.class);
    public static final Question<Refund, Verdict> APPROVAL = Question.of("approval", Refund.class, Verdict.class);

    static final NodeKey<Void> REVIEW = NodeKey.of("review");
    static final NodeKey<Void> PAY = NodeKey.of("pay");
    static final NodeKey<Void> DECLINE = NodeKey.of("decline");
    static final Call<String> TRANSFER = Call.of("transfer", String.class);

    private Approve() {}

    public static Graph graph() {
        return Graph.define("approve", 1, g -> {
            g.channels(REFUND, LETTERS);
            g.questions(APPROVAL);
            g.node(REVIEW, Approve::review, node -> node.mayGoTo(PAY, DECLINE));
            g.node(PAY, Approve::pay);
            g.node(DECLINE, Approve::decline);
            g.start(REVIEW);
            g.after(PAY).end();
            g.after(DECLINE).end();
        });
    }

    static Command review(View state, NodeContext context) {
        return switch (context.ask(APPROVAL, state.get(REFUND))) {
            case APPROVE -> Command.goTo(PAY);
            case REJECT -> Command.goTo(DECLINE);
        };
    }

    /** The transfer is made once: were the machine to die after it, another would go on with its receipt. */
    static Update pay(View state, NodeContext context) throws Exception {
        Refund refund = state.get(REFUND);
        String receipt = context.once(TRANSFER, () -> transfer(refund, context.taskId()));
        return Update.of(
                LETTERS.add("Dear %s, you get %d EUR (%s)".formatted(refund.customer(), refund.euros(), receipt)));
    }

    static Update decline(View state, NodeContext context) {
        return Update.of(
                LETTERS.add("Dear %s, we are sorry".formatted(state.get(REFUND).customer())));
    }

    /** Stands in for a bank; a real one knows by the key when it is asked twice. */
    private static String transfer(Refund refund, String idempotencyKey) {
        if (idempotencyKey.isBlank()) {
            throw new IllegalArgumentException("a transfer needs a key, so that it is not made twice");
        }
        return "receipt for " + refund.customer();
    }

    public static void main(String[] arguments) {
        Graph refunds = graph();
        try (Heddle heddle = Heddle.local(refunds)) {
            ThreadRef ada = heddle.thread(refunds, "ada");
            ThreadRef bob = heddle.thread(refunds, "bob");
            bob.run(REFUND.set(new Refund("Bob", 4_000)));
            if (ada.run(REFUND.set(new Refund("Ada", 40))) instanceof Outcome.Waiting waiting) {
                System.out.println("approve? " + waiting.questions().about(APPROVAL));
            }

            System.out.println(ada.answer(APPROVAL, Verdict.APPROVE).state().get(LETTERS));
            System.out.println(bob.answer(APPROVAL, Verdict.REJECT).state().get(LETTERS));
        }
    }
}
