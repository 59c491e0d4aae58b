package io.heddle.contract;

import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessageStream;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The graphs that the contract suites run; their nodes count how often they ran, by thread. */
public final class ContractGraphs {
    public static final MessagesChannel MESSAGES = Channel.messages("messages");
    public static final LogChannel<String> MARKERS = Channel.log("markers", String.class);
    public static final FoldChannel<Integer> COUNT = Channel.fold("count", Integer.class, 0, Integer::sum);
    public static final ValueChannel<String> TOPIC = Channel.value("topic", String.class);

    public static final NodeKey<Void> REPLY = NodeKey.of("reply");
    public static final NodeKey<Void> INSIDE = NodeKey.of("inside");
    public static final NodeKey<Void> MARK = NodeKey.of("mark");
    public static final NodeKey<Void> LEFT = NodeKey.of("left");
    public static final NodeKey<Void> RIGHT = NodeKey.of("right");
    public static final NodeKey<Void> JOINED = NodeKey.of("joined");
    public static final NodeKey<Void> WAIT = NodeKey.of("wait");
    public static final NodeKey<Void> BREAK = NodeKey.of("break");
    public static final NodeKey<Void> SPIN = NodeKey.of("spin");

    private ContractGraphs() {}

    /** Answers each message with its echo, streamed word by word. */
    public static final Graph ECHO = Graph.define(
            "echo",
            1,
            g -> g.channels(MESSAGES, COUNT, TOPIC)
                    .node(REPLY, ContractGraphs::reply)
                    .start(REPLY)
                    .after(REPLY)
                    .end());

    /** The echo as a node of another graph. */
    public static final Graph ECHO_INSIDE = Graph.define(
            "echo-inside",
            1,
            g -> g.channels(MESSAGES, COUNT, TOPIC)
                    .subgraph(INSIDE, ECHO)
                    .start(INSIDE)
                    .after(INSIDE)
                    .end());

    /** Notes each marker and counts it. */
    public static final Graph MARKER = Graph.define(
            "marker",
            1,
            g -> g.channels(MARKERS, COUNT)
                    .node(MARK, (state, context) -> {
                        count(context);
                        return Update.of(COUNT.fold(1));
                    })
                    .start(MARK)
                    .after(MARK)
                    .end());

    /** Two branches that write one fold in one step. */
    public static final Graph BRANCHES = Graph.define(
            "branches",
            1,
            g -> g.channels(MARKERS, COUNT)
                    .node(LEFT, (state, context) -> Update.of(MARKERS.add("left"), COUNT.fold(1)))
                    .node(RIGHT, (state, context) -> Update.of(MARKERS.add("right"), COUNT.fold(10)))
                    .node(JOINED, (state, context) -> Update.of(MARKERS.add("joined after " + state.get(COUNT))))
                    .start(LEFT, RIGHT)
                    .after(LEFT)
                    .to(JOINED)
                    .after(RIGHT)
                    .to(JOINED)
                    .after(JOINED)
                    .end());

    /** Waits until the test opens its thread's door. */
    public static final Graph WAITING = Graph.define(
            "waiting",
            1,
            g -> g.channels(MARKERS, TOPIC)
                    .node(WAIT, (state, context) -> {
                        hold(context);
                        return Update.of(MARKERS.add("waited"));
                    })
                    .start(WAIT)
                    .after(WAIT)
                    .end());

    /** Fails when told to. */
    public static final Graph FAILING = Graph.define(
            "failing",
            1,
            g -> g.channels(MARKERS, TOPIC)
                    .node(MARK, (state, context) -> Update.of(MARKERS.add("before")))
                    .node(BREAK, (state, context) -> {
                        if (state.find(TOPIC).orElse("").equals("boom")) {
                            throw new IllegalStateException("Boo!");
                        }
                        return Update.of(MARKERS.add("after"));
                    })
                    .start(MARK)
                    .after(MARK)
                    .to(BREAK)
                    .after(BREAK)
                    .end());

    /** Goes round until it has counted to ten, or is stopped by the step limit. */
    public static final Graph CYCLE = Graph.define(
            "cycle",
            1,
            g -> g.channels(COUNT)
                    .node(SPIN, (state, context) -> Update.of(COUNT.fold(1)))
                    .start(SPIN)
                    .after(SPIN)
                    .route(state -> state.get(COUNT) < 10 ? SPIN : Graph.END, SPIN, Graph.END));

    /** All of them. */
    public static GraphCatalog catalog() {
        List<Graph> all = new ArrayList<>(List.of(ECHO, ECHO_INSIDE, MARKER, BRANCHES, WAITING, FAILING, CYCLE));
        all.addAll(FlowGraphs.all());
        all.addAll(AskGraphs.all());
        all.addAll(ChannelGraphs.all());
        all.addAll(StoreGraphs.all());
        all.addAll(ConfiguredGraphs.all());
        return GraphCatalog.of(all);
    }

    /** How often nodes that count have run on a thread. */
    public static int ran(String thread) {
        return Outside.count(thread);
    }

    /** Lets the waiting node of a thread go on. */
    public static void open(String thread) {
        Outside.open(thread);
    }

    /** Counts, and waits until the thread's door is open. */
    static void hold(NodeContext context) throws InterruptedException {
        count(context);
        Outside.awaitOpen(context.thread().thread().value());
    }

    private static void count(NodeContext context) {
        Outside.done(context.thread().thread().value());
    }

    private static NodeResult reply(View state, NodeContext context) {
        List<Message> messages = state.get(MESSAGES);
        context.emit(Map.of("heard", messages.size()));
        MessageStream answer = context.openMessage();
        for (String word : ("you said " + messages.getLast().text()).split("(?<= )")) {
            answer.token(word);
        }
        return Update.of(MESSAGES.add(answer.finish()), COUNT.fold(1));
    }
}
