package io.heddle.contract;

import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Send;
import io.heddle.graph.Subgraph;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import java.util.List;
import java.util.stream.IntStream;

/** Graphs whose point is where they lead: joins, fan-out, commands, deferred nodes. Each node leaves its name in the trail. */
public final class FlowGraphs {
    public static final LogChannel<String> TRAIL = Channel.log("trail", String.class);
    public static final MessagesChannel MESSAGES = Channel.messages("messages");
    public static final ValueChannel<Integer> SIZE = Channel.value("size", Integer.class);
    public static final ValueChannel<String> WAY = Channel.value("way", String.class);
    public static final FoldChannel<Integer> TOTAL = Channel.fold("total", Integer.class, 0, Integer::sum);

    static final NodeKey<Void> A = NodeKey.of("a");
    static final NodeKey<Void> B = NodeKey.of("b");
    static final NodeKey<Void> B2 = NodeKey.of("b2");
    static final NodeKey<Void> C = NodeKey.of("c");
    static final NodeKey<Void> D = NodeKey.of("d");
    static final NodeKey<Integer> SQUARE = NodeKey.of("square", Integer.class);

    private FlowGraphs() {}

    /** A short and a long branch; c waits for both. */
    public static final Graph JOIN = Graph.define("join", 1, g -> {
        g.channels(TRAIL);
        g.node(A, leaves("a")).node(B, leaves("b")).node(B2, leaves("b2")).node(C, leaves("c"));
        g.start(A, B);
        g.sequence(B, B2);
        g.afterAll(A, B2).to(C);
        g.after(C).end();
    });

    /** As many squares as the size says, and one node after all of them. */
    public static final Graph FAN = Graph.define("fan", 1, g -> {
        g.channels(TRAIL, SIZE, TOTAL);
        g.node(A, leaves("a"));
        g.worker(SQUARE, (number, context) -> Update.of(TRAIL.add("square " + number), TOTAL.fold(number * number)));
        g.node(D, (view, context) -> Update.of(TRAIL.add("total " + view.get(TOTAL))));
        g.start(A);
        g.after(A)
                .fanOut(
                        SQUARE,
                        view -> IntStream.rangeClosed(1, view.get(SIZE)).boxed().toList());
        g.after(SQUARE).to(D);
        g.after(D).end();
    });

    /** Two branches of different length, and a node that waits until nothing else is due. */
    public static final Graph DEFERRED = Graph.define("deferred", 1, g -> {
        g.channels(TRAIL);
        g.node(A, leaves("a")).node(B, leaves("b")).node(B2, leaves("b2"));
        g.node(D, leaves("d"), node -> node.deferred());
        g.start(A, B);
        g.after(A).to(D);
        g.after(B).to(B2);
        g.after(B2).to(D);
        g.after(D).end();
    });

    /** The first node says where to go, in one breath with what it writes. */
    public static final Graph COMMAND = Graph.define("command", 1, g -> {
        g.channels(TRAIL, WAY, TOTAL);
        g.node(
                A,
                (view, context) -> switch (view.find(WAY).orElse("end")) {
                    case "b" -> Command.goTo(B).update(TRAIL.add("a to b"));
                    case "both" -> Command.goTo(B, C).update(TRAIL.add("a to both"));
                    case "squares" -> Command.goToAll(List.of(Send.to(SQUARE, 3), Send.to(SQUARE, 2)));
                    case "d" -> Command.goTo(D);
                    default -> Update.of(TRAIL.add("a ends"));
                },
                node -> node.mayGoTo(B, C, SQUARE));
        g.node(B, leaves("b")).node(C, leaves("c")).node(D, leaves("d"));
        g.worker(SQUARE, (number, context) -> Update.of(TRAIL.add("square " + number)));
        g.start(A);
        g.after(A)
                .end()
                .after(B)
                .to(D)
                .after(C)
                .end()
                .after(D)
                .end()
                .after(SQUARE)
                .end();
    });

    /** The input chooses where the run begins. */
    public static final Graph ENTRY = Graph.define("entry", 1, g -> {
        g.channels(TRAIL, WAY, TOTAL);
        g.node(A, leaves("a")).node(B, leaves("b"));
        g.after(Graph.START).route(view -> view.get(WAY).equals("a") ? A : B, A, B);
        g.after(A).end().after(B).end();
    });

    /** Takes a way, gives a trail; the total is its own affair. */
    public static final Graph PROJECTED = Graph.define("projected", 1, g -> {
        g.channels(TRAIL, WAY, TOTAL);
        g.input(WAY).output(TRAIL);
        g.node(A, (view, context) -> Update.of(TRAIL.add("way " + view.get(WAY)), TOTAL.fold(1)));
        g.start(A).after(A).end();
    });

    /** Says two things in two writes of one update. */
    public static final Graph TALK = Graph.define("talk", 1, g -> {
        g.channels(MESSAGES);
        g.node(A, (view, context) -> Update.of(MESSAGES.add(Message.ai("one")), MESSAGES.add(Message.ai("two"))));
        g.start(A).after(A).end();
    });

    /** Sends a state of its own to a node that an edge leads to as well, and to a graph. */
    public static final Graph SENT_STATE = Graph.define("sent-state", 1, g -> {
        Graph inside = Graph.define("sent-state-inside", 1, i -> {
            i.channels(TRAIL, WAY);
            i.node(B, (view, context) -> Update.of(TRAIL.add("inside " + view.get(WAY))));
            i.start(B).after(B).end();
        });
        g.channels(TRAIL, WAY);
        g.node(A, leaves("a"));
        g.node(
                B,
                (view, context) -> Update.of(TRAIL.add(
                        "b sees " + view.get(WAY) + " after " + view.get(TRAIL).size())));
        g.subgraph(C, inside);
        g.start(A);
        g.after(A).to(B);
        g.after(A).routeAll(view -> List.of(Send.to(B, WAY.set("another")), Send.to(C, WAY.set("its own"))), B, C);
        g.after(B).end().after(C).end();
    });

    /** A graph inside it adds up, in two nodes at once, what nobody outside knows. */
    public static final Graph INNER_SUM = Graph.define("inner-sum", 1, g -> {
        Graph inside = Graph.define("inner-sum-inside", 1, i -> {
            i.channels(TRAIL, TOTAL);
            i.node(A, (view, context) -> Update.of(TOTAL.fold(1)));
            i.node(B, (view, context) -> Update.of(TOTAL.fold(10)));
            i.node(C, (view, context) -> Update.of(TRAIL.add("total " + view.get(TOTAL))));
            i.start(A, B).afterAll(A, B).to(C).after(C).end();
        });
        g.channels(TRAIL).subgraph(D, inside);
        g.start(D).after(D).end();
    });

    static NodeFunction leaves(String mark) {
        return (view, context) -> Update.of(TRAIL.add(mark));
    }

    private static final Graph COUNTING = Graph.define("counting", 1, g -> {
        g.channels(TRAIL, TOTAL);
        g.node(A, (view, context) -> Update.of(TOTAL.fold(1)));
        g.node(B, (view, context) -> Update.of(TRAIL.add("call " + view.get(TOTAL))));
        g.start(A);
        g.sequence(A, B);
        g.after(B).end();
    });

    /** The same graph twice: once it remembers what it counted when it was last called, once it begins anew. */
    public static final Graph MEMORIES = Graph.define("memories", 1, g -> {
        g.channels(TRAIL);
        g.subgraph(C, Subgraph.of(COUNTING).remembering(Subgraph.Memory.PER_THREAD));
        g.subgraph(D, COUNTING);
        g.start(C);
        g.sequence(C, D);
        g.after(D).end();
    });

    static List<Graph> all() {
        return List.of(JOIN, FAN, DEFERRED, COMMAND, ENTRY, TALK, PROJECTED, SENT_STATE, INNER_SUM, MEMORIES);
    }
}
