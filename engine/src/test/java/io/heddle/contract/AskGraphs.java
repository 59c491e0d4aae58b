package io.heddle.contract;

import static io.heddle.contract.FlowGraphs.TRAIL;

import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.Subgraph;
import io.heddle.graph.Update;
import java.util.List;

/** Graphs whose nodes ask, make recorded calls, and lie inside each other. */
public final class AskGraphs {
    /** What a reviewer says. */
    public enum Verdict {
        APPROVE,
        REJECT
    }

    static final Question<String, Verdict> APPROVAL = Question.of("approval", String.class, Verdict.class);
    static final Question<String, Integer> PRICE = Question.of("price", String.class, Integer.class);
    static final Call<Integer> EFFECT = Call.of("effect", Integer.class);
    static final FoldChannel<Integer> SPENT = Channel.fold("spent", Integer.class, 0, Integer::sum);

    static final NodeKey<Void> ASK = NodeKey.of("ask");
    static final NodeKey<Void> OTHER = NodeKey.of("other");
    static final NodeKey<Void> INNER = NodeKey.of("inner");
    static final NodeKey<Void> SUB = NodeKey.of("sub");
    static final NodeKey<Void> SUB2 = NodeKey.of("sub2");
    static final NodeKey<Void> AFTER = NodeKey.of("after");

    private AskGraphs() {}

    /** How often the effects of a thread were carried out. */
    public static int effects(String thread) {
        return Outside.count(thread);
    }

    static int effect(NodeContext context) {
        return Outside.done(context.thread().thread().value());
    }

    /** One effect, one question, and a sibling that goes on. */
    public static final Graph ONE = Graph.define("one-question", 1, g -> {
        g.channels(TRAIL, SPENT).questions(APPROVAL);
        g.node(ASK, (view, context) -> {
            int seed = context.once(EFFECT, () -> effect(context) + 1_000 * context.attempt());
            Verdict verdict = context.ask(APPROVAL, "go on?");
            return Update.of(TRAIL.add(verdict.name()), SPENT.fold(seed / 1_000));
        });
        g.node(OTHER, (view, context) -> {
            effect(context);
            return Update.of(TRAIL.add("other"));
        });
        g.node(AFTER, FlowGraphs.leaves("after"));
        g.start(ASK, OTHER);
        g.afterAll(ASK, OTHER).to(AFTER);
        g.after(AFTER).end();
    });

    /** Ten rounds, each with an effect and a question. */
    public static final Graph TEN = Graph.define("ten-questions", 1, g -> {
        g.channels(SPENT);
        g.node(ASK, (view, context) -> {
            int sum = 0;
            for (int round = 0; round < 10; round++) {
                context.once(EFFECT.at(round), () -> effect(context));
                sum += context.ask(PRICE.at(round), "round " + round);
            }
            return Update.of(SPENT.fold(sum));
        });
        g.start(ASK).after(ASK).end();
    });

    /** Two questions at once, and plain interrupts by their order. */
    public static final Graph SEVERAL = Graph.define("several-questions", 1, g -> {
        g.channels(TRAIL).questions(APPROVAL, PRICE);
        g.node(ASK, (view, context) -> {
            NodeContext.Answers answers = context.askAll(List.of(APPROVAL.about("really?"), PRICE.about("how much?")));
            return Update.of(TRAIL.add(answers.to(APPROVAL) + " for " + answers.to(PRICE)));
        });
        g.node(OTHER, (view, context) -> {
            String first = context.interrupt("first").node().asText();
            String second = context.interrupt("second").node().asText();
            return Update.of(TRAIL.add(first + " then " + second));
        });
        g.start(ASK, OTHER).after(ASK).end().after(OTHER).end();
    });

    /** Asks inside; reached through other graphs. */
    private static final Graph INSIDE = Graph.define("inside", 1, g -> {
        g.channels(TRAIL).questions(APPROVAL);
        g.node(INNER, (view, context) -> {
            context.once(EFFECT, () -> effect(context));
            return Update.of(TRAIL.add("inner " + context.ask(APPROVAL, "inside?")));
        });
        g.node(AFTER, FlowGraphs.leaves("inner after"));
        g.start(INNER).after(INNER).to(AFTER).after(AFTER).end();
    });

    private static final Graph MIDDLE = Graph.define("middle", 1, g -> {
        g.channels(TRAIL);
        g.subgraph(SUB, INSIDE);
        g.node(AFTER, FlowGraphs.leaves("middle after"));
        g.start(SUB).after(SUB).to(AFTER).after(AFTER).end();
    });

    /** Two copies of a graph in a graph, side by side. */
    public static final Graph NESTED = Graph.define("nested", 1, g -> {
        g.channels(TRAIL);
        g.subgraph(SUB, MIDDLE);
        g.subgraph(SUB2, MIDDLE);
        g.node(AFTER, FlowGraphs.leaves("after"));
        g.start(SUB, SUB2);
        g.afterAll(SUB, SUB2).to(AFTER);
        g.after(AFTER).end();
    });

    /** A graph that asks, around it one of which nothing is remembered. */
    public static final Graph FORGETFUL = Graph.define("forgetful", 1, g -> {
        g.channels(TRAIL);
        g.subgraph(SUB, Subgraph.of(MIDDLE).remembering(Subgraph.Memory.NONE));
        g.start(SUB).after(SUB).end();
    });

    /** Nothing is remembered of the graph inside, and nobody asks. */
    public static final Graph FLEETING = Graph.define("fleeting", 1, g -> {
        Graph inside = Graph.define("fleeting-inside", 1, i -> {
            i.channels(TRAIL);
            i.node(INNER, FlowGraphs.leaves("inner"));
            i.start(INNER).after(INNER).end();
        });
        g.channels(TRAIL);
        g.subgraph(SUB, Subgraph.of(inside).remembering(Subgraph.Memory.NONE));
        g.subgraph(SUB2, inside);
        g.start(SUB, SUB2).after(SUB).end().after(SUB2).end();
    });

    /** The inner graph hands control to the outer one, while a sibling inside still runs. */
    public static final Graph HANDOFF = Graph.define("handoff", 1, g -> {
        Graph inside = Graph.define("leaving", 1, i -> {
            i.channels(TRAIL);
            i.node(INNER, (view, context) -> Command.goToInParent(OTHER).update(TRAIL.add("handed over")));
            i.node(AFTER, FlowGraphs.leaves("never"));
            i.start(INNER).after(INNER).to(AFTER).after(AFTER).end();
        });
        g.channels(TRAIL);
        g.subgraph(SUB, inside, node -> node.mayGoTo(OTHER));
        g.node(OTHER, FlowGraphs.leaves("other"));
        g.node(AFTER, FlowGraphs.leaves("after"));
        g.start(SUB).after(SUB).to(AFTER).after(AFTER).end().after(OTHER).end();
    });

    static List<Graph> all() {
        return List.of(ONE, TEN, SEVERAL, NESTED, FORGETFUL, FLEETING, HANDOFF);
    }
}
