package io.heddle.bench.subject;

import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** What is run: graphs that take a message, whose nodes do nothing, so that what is left is the engine. */
public final class Graphs {
    public static final MessagesChannel MESSAGES = Channel.messages("messages");
    static final LogChannel<String> RESULTS = Channel.log("results", String.class);
    static final FoldChannel<Integer> COUNT = Channel.fold("count", Integer.class, 0, Integer::sum);

    /** Tasks side by side in {@link #FAN}. */
    public static final int WIDE = 50;

    /** Steps in {@link #CHAIN}. */
    public static final int LONG = 10;

    private static final NodeKey<Void> ANSWER = NodeKey.of("answer");
    private static final NodeKey<Integer> WORK = NodeKey.of("work", Integer.class);
    private static final NodeKey<Void> JOIN = NodeKey.of("join");
    private static final NodeKey<Void> STEP = NodeKey.of("step");
    private static final NodeKey<Void> WAIT = NodeKey.of("wait");

    /** One node that answers. */
    public static final Graph TURN = Graph.define("turn", 1, g -> {
        g.channels(MESSAGES);
        g.node(ANSWER, (state, context) -> Update.of(MESSAGES.add(Message.ai(Texts.assistant()))));
        g.start(ANSWER);
        g.after(ANSWER).end();
    });

    /** Fifty tasks side by side, and one after all of them. */
    public static final Graph FAN = Graph.define("fan", 1, g -> {
        g.channels(MESSAGES, RESULTS, COUNT);
        g.worker(WORK, (item, context) -> Update.of(RESULTS.add(Texts.assistant())));
        g.node(JOIN, (state, context) -> Update.of(COUNT.fold(1)));
        g.after(Graph.START)
                .fanOut(WORK, state -> IntStream.range(0, WIDE).boxed().toList());
        g.after(WORK).to(JOIN);
        g.after(JOIN).end();
    });

    /** Ten steps, one after the other. */
    public static final Graph CHAIN = Graph.define("chain", 1, g -> {
        g.channels(COUNT, MESSAGES);
        g.node(STEP, (state, context) -> Update.of(COUNT.fold(1)));
        g.start(STEP);
        g.after(STEP).route(state -> state.get(COUNT) % LONG == 0 ? Graph.END : STEP, STEP, Graph.END);
    });

    private Graphs() {}

    /** One node that answers when the world lets it. */
    public static Graph waiting(CountDownLatch world) {
        return Graph.define("waiting", 1, g -> {
            g.channels(MESSAGES);
            g.node(WAIT, (state, context) -> {
                world.await();
                return Update.of(MESSAGES.add(Message.ai(Texts.assistant())));
            });
            g.start(WAIT);
            g.after(WAIT).end();
        });
    }
}
