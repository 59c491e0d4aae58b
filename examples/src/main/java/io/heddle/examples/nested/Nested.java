package io.heddle.examples.nested;

import io.heddle.Heddle;
import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;

/** A shop that fulfils orders, which are delivered: three graphs deep, and the innermost asks a question. */
public final class Nested {
    public enum Place {
        NEIGHBOUR,
        SHED
    }

    public static final ValueChannel<String> ORDER = Channel.value("order", String.class);
    public static final LogChannel<String> TRAIL = Channel.log("trail", String.class);
    public static final Question<String, Place> WHERE = Question.of("where", String.class, Place.class);

    static final ValueChannel<String> PARCEL = Channel.value("parcel", String.class);
    static final ValueChannel<Place> LEFT = Channel.value("left", Place.class);

    static final NodeKey<Void> TAKE = NodeKey.of("take");
    static final NodeKey<Void> FULFIL = NodeKey.of("fulfil");
    static final NodeKey<Void> THANK = NodeKey.of("thank");
    static final NodeKey<Void> PACK = NodeKey.of("pack");
    static final NodeKey<Void> DELIVER = NodeKey.of("deliver");
    static final NodeKey<Void> RING = NodeKey.of("ring");

    private Nested() {}

    /** The shop and its fulfilment share the channels of the same name. */
    public static Graph graph() {
        return Graph.define("nested", 1, g -> {
            g.channels(ORDER, TRAIL);
            g.node(TAKE, (state, context) -> Update.of(TRAIL.add("took an order for " + state.get(ORDER))));
            g.subgraph(FULFIL, fulfilment());
            g.node(THANK, (state, context) -> Update.of(TRAIL.add("thanked")));
            g.start(TAKE);
            g.sequence(TAKE, FULFIL, THANK);
            g.after(THANK).end();
        });
    }

    /** A delivery knows nothing of orders: its state is made of this one's, and what it leaves is put into words for it. */
    static Graph fulfilment() {
        return Graph.define("fulfilment", 1, g -> {
            g.channels(ORDER, TRAIL);
            g.node(PACK, (state, context) -> Update.of(TRAIL.add("packed")));
            g.subgraph(
                    DELIVER,
                    delivery(),
                    state -> Update.of(PARCEL.set("a box of " + state.get(ORDER))),
                    delivered -> Update.of(TRAIL.add("delivered to the " + delivered.get(LEFT))));
            g.start(PACK);
            g.sequence(PACK, DELIVER);
            g.after(DELIVER).end();
        });
    }

    static Graph delivery() {
        return Graph.define("delivery", 1, g -> {
            g.channels(PARCEL, LEFT);
            g.questions(WHERE);
            g.node(RING, Nested::ring);
            g.start(RING).after(RING).end();
        });
    }

    static Update ring(View state, NodeContext context) {
        return Update.of(LEFT.set(context.ask(WHERE, "Nobody is in. Where do I leave " + state.get(PARCEL) + "?")));
    }

    public static void main(String[] arguments) {
        Graph shop = graph();
        try (Heddle heddle = Heddle.local(shop)) {
            ThreadRef order = heddle.thread(shop, "order-1");
            if (order.run(ORDER.set("yarn")) instanceof Outcome.Waiting waiting) {
                System.out.println(waiting.state().get(TRAIL));
                System.out.println(waiting.questions().about(WHERE));
            }

            System.out.println(order.answer(WHERE, Place.SHED).state().get(TRAIL));
        }
    }
}
