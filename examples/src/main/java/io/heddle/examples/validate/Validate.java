package io.heddle.examples.validate;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;

/** Books a table: asks for how many guests until the answer makes sense, and says what was wrong with it. */
public final class Validate {
    public static final Question<String, Integer> GUESTS = Question.of("guests", String.class, Integer.class);
    public static final ValueChannel<String> COMPLAINT = Channel.value("complaint", String.class);
    public static final ValueChannel<Integer> SEATS = Channel.value("seats", Integer.class);
    public static final ValueChannel<String> BOOKING = Channel.value("booking", String.class);

    static final NodeKey<Void> ASK = NodeKey.of("ask");
    static final NodeKey<Void> BOOK = NodeKey.of("book");

    private Validate() {}

    public static Graph graph() {
        return Graph.define("validate", 1, g -> {
            g.channels(COMPLAINT, SEATS, BOOKING);
            g.questions(GUESTS);
            g.node(ASK, Validate::ask, node -> node.mayGoTo(ASK, BOOK));
            g.node(BOOK, Validate::book);
            g.start(ASK);
            g.after(BOOK).end();
        });
    }

    /** Each round is a visit of its own: what was answered before stays in history, and is not asked again. */
    static Command ask(View state, NodeContext context) {
        int guests = context.ask(GUESTS, state.find(COMPLAINT).orElse("For how many guests?"));
        return guests < 1 || guests > 12
                ? Command.goTo(ASK).update(COMPLAINT.set("Not for %d: our tables are for 1 to 12.".formatted(guests)))
                : Command.goTo(BOOK).update(SEATS.set(guests));
    }

    static Update book(View state, NodeContext context) {
        return Update.of(BOOKING.set("a table for " + state.get(SEATS)));
    }

    public static void main(String[] arguments) {
        Graph restaurant = graph();
        try (Heddle heddle = Heddle.local(restaurant)) {
            ThreadRef evening = heddle.thread(restaurant, "tonight");
            evening.run();

            System.out.println(evening.answer(GUESTS, 40).state().get(COMPLAINT));
            System.out.println(evening.answer(GUESTS, 0).state().get(COMPLAINT));
            System.out.println(evening.answer(GUESTS, 4).state().get(BOOKING));
        }
    }
}
