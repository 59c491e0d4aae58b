package io.heddle.http;

import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.MessageStream;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Question;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Small graphs that show each kind of behaviour a client can see. */
final class TestGraphs {
    static final MessagesChannel MESSAGES = Channel.messages("messages");
    static final ValueChannel<Integer> COUNT = Channel.value("count", Integer.class);
    static final ValueChannel<String> TOPIC = Channel.value("topic", String.class);

    private static final ConfigKey<String> TONE =
            ConfigKey.of("tone", String.class).orElse("plain");
    private static final NodeKey<Void> PLAN = NodeKey.of("plan");
    private static final NodeKey<Void> FINISH = NodeKey.of("finish");
    private static final NodeKey<Void> HOLD = NodeKey.of("hold");
    private static final NodeKey<Void> FAIL = NodeKey.of("fail");
    private static final NodeKey<Void> SPIN = NodeKey.of("spin");
    private static final NodeKey<Void> POUR = NodeKey.of("pour");
    private static final NodeKey<Void> TALK = NodeKey.of("talk");
    private static final NodeKey<Void> FREE = NodeKey.of("free");
    private static final NodeKey<Void> ASK = NodeKey.of("ask");
    private static final NodeKey<Void> LEGAL = NodeKey.of("legal");
    private static final NodeKey<Void> PRICE = NodeKey.of("price");
    private static final NodeKey<Void> OFFICE = NodeKey.of("office");
    private static final NodeKey<String> NOTE = NodeKey.of("note", String.class);
    private static final Question<Proposal, String> APPROVAL = Question.of("approval", Proposal.class, String.class);

    private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();

    /** Emits a progress value, streams five tokens, and counts; then counts once more. */
    static final Graph CHAT = Graph.define(
            "chat",
            1,
            graph -> graph.channels(MESSAGES, COUNT, TOPIC)
                    .node(PLAN, TestGraphs::plan)
                    .node(FINISH, (state, context) -> Update.of(COUNT.set(100)))
                    .start(PLAN)
                    .after(PLAN)
                    .to(FINISH)
                    .after(FINISH)
                    .end());

    /** Runs until {@link #release} or a cancellation. */
    static final Graph SLOW = Graph.define(
            "slow",
            1,
            graph -> graph.channels(MESSAGES, COUNT)
                    .node(HOLD, TestGraphs::hold)
                    .start(HOLD)
                    .after(HOLD)
                    .end());

    /** Always fails. */
    static final Graph FAILING = Graph.define(
            "failing",
            1,
            graph -> graph.channels(MESSAGES, COUNT)
                    .node(FAIL, (state, context) -> {
                        throw new CustomError("Boo!");
                    })
                    .start(FAIL)
                    .after(FAIL)
                    .end());

    /** Never comes to an end by itself. */
    static final Graph LOOP = Graph.define(
            "loop",
            1,
            graph -> graph.channels(COUNT)
                    .node(
                            SPIN,
                            (state, context) ->
                                    Update.of(COUNT.set(state.find(COUNT).orElse(0) + 1)))
                    .start(SPIN)
                    .after(SPIN)
                    .route(state -> SPIN, SPIN, Graph.END));

    /** Releases the thread that its topic names; for clients that are not in this JVM. */
    static final Graph RELEASE = Graph.define(
            "release",
            1,
            graph -> graph.channels(TOPIC)
                    .node(FREE, (state, context) -> {
                        release(state.get(TOPIC));
                        return Update.nothing();
                    })
                    .start(FREE)
                    .after(FREE)
                    .end());

    /** Tells its viewers far more than a network buffer holds. */
    static final Graph FLOOD = Graph.define(
            "flood",
            1,
            graph -> graph.channels(COUNT)
                    .node(POUR, (state, context) -> {
                        String drop = "x".repeat(10_000);
                        for (int i = 0; i < 20_000; i++) {
                            context.emit(drop);
                        }
                        return Update.of(COUNT.set(1));
                    })
                    .start(POUR)
                    .after(POUR)
                    .end());

    /** The chat, as a node of another graph, which ends in the tone it was configured with. */
    static final Graph NESTED = Graph.define(
            "nested",
            1,
            graph -> graph.channels(MESSAGES, COUNT, TOPIC)
                    .config(TONE)
                    .subgraph(TALK, CHAT)
                    .node(
                            FINISH,
                            (state, context) -> Update.of(COUNT.set(200), TOPIC.set(context.config(TONE))),
                            node -> node.metadata("team", "blue"))
                    .start(TALK)
                    .after(TALK)
                    .to(FINISH)
                    .after(FINISH)
                    .end());

    /** Plans, asks whether that is all right, and does what it is told; notes are taken of what is sent to it. */
    static final Graph REVIEW = Graph.define(
            "review",
            1,
            graph -> graph.channels(MESSAGES, COUNT, TOPIC)
                    .questions(APPROVAL)
                    .node(PLAN, TestGraphs::plan)
                    .node(
                            ASK,
                            (state, context) -> Update.of(
                                    TOPIC.set(context.ask(APPROVAL, new Proposal("all right?", state.get(COUNT))))),
                            node -> node.mayGoTo(NOTE))
                    .worker(NOTE, (text, context) -> Update.of(MESSAGES.add(Message.ai(text))))
                    .node(FINISH, (state, context) -> Update.of(COUNT.set(100)))
                    .start(PLAN)
                    .sequence(PLAN, ASK, FINISH)
                    .after(FINISH)
                    .end()
                    .after(NOTE)
                    .end());

    /** Two ask at once. */
    static final Graph PANEL = Graph.define(
            "panel",
            1,
            graph -> graph.channels(MESSAGES, COUNT)
                    .node(LEGAL, (state, context) -> says(context.interrupt("legal?")))
                    .node(PRICE, (state, context) -> says(context.interrupt("price?")))
                    .node(FINISH, (state, context) -> Update.of(COUNT.set(100)))
                    .start(LEGAL, PRICE)
                    .afterAll(LEGAL, PRICE)
                    .to(FINISH)
                    .after(FINISH)
                    .end());

    /** Hands the matter to a graph inside, which asks. */
    static final Graph OUTSIDE = Graph.define(
            "outside",
            1,
            graph -> graph.channels(MESSAGES, COUNT, TOPIC)
                    .subgraph(OFFICE, REVIEW)
                    .node(FINISH, (state, context) -> Update.of(COUNT.set(1000)))
                    .start(OFFICE)
                    .sequence(OFFICE, FINISH)
                    .after(FINISH)
                    .end());

    static final GraphCatalog ALL =
            GraphCatalog.of(CHAT, SLOW, FAILING, LOOP, RELEASE, FLOOD, NESTED, REVIEW, PANEL, OUTSIDE);

    private TestGraphs() {}

    /** What a reviewer is asked about. */
    record Proposal(String question, int count) {}

    /** Lets the slow runs of a thread finish, those to come as well. */
    static void release(String thread) {
        latch(thread).countDown();
    }

    private static NodeResult plan(View state, NodeContext context) {
        context.emit(Map.of("progress", 1));
        MessageStream stream = context.openMessage();
        for (String token : "b e g i n".split(" ")) {
            stream.token(token);
        }
        return Update.of(MESSAGES.add(stream.finish()), COUNT.set(1));
    }

    private static NodeResult says(JsonValue answer) {
        return Update.of(MESSAGES.add(Message.ai(answer.node().asText())));
    }

    private static NodeResult hold(View state, NodeContext context) throws InterruptedException {
        context.emit("holding");
        if (!latch(context.thread().thread().value()).await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("nobody released the thread");
        }
        return Update.of(MESSAGES.add(Message.ai("held")), COUNT.set(1));
    }

    private static CountDownLatch latch(String thread) {
        return HELD.computeIfAbsent(thread, unseen -> new CountDownLatch(1));
    }

    static final class CustomError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CustomError(String message) {
            super(message);
        }
    }
}
