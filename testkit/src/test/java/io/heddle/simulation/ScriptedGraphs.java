package io.heddle.simulation;

import io.heddle.api.Message;
import io.heddle.graph.AnyChannel;
import io.heddle.graph.BarrierChannel;
import io.heddle.graph.Channel;
import io.heddle.graph.EphemeralChannel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.TopicChannel;
import io.heddle.graph.UntrackedChannel;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.List;

/**
 * The graphs of the simulation. Every run with input leaves {@code in:n} in the trail, and {@code out:n} when its graph has
 * come to its end; whatever goes wrong, neither may be there twice.
 */
final class ScriptedGraphs {
    static final LogChannel<String> TRAIL = Channel.log("trail", String.class);
    static final ValueChannel<String> CURRENT = Channel.value("current", String.class);
    static final ValueChannel<Integer> ROUNDS = Channel.value("rounds", Integer.class);
    static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    static final MessagesChannel CHAT = Channel.messages("chat");

    static final LogChannel<String> RECENT = Channel.log("recent", String.class).keeping(3);
    static final AnyChannel<String> MOOD = Channel.any("mood", String.class);
    static final EphemeralChannel<String> HINT = Channel.ephemeral("hint", String.class);
    static final TopicChannel<String> NEWS = Channel.topic("news", String.class);
    static final UntrackedChannel<String> SECRET = Channel.untracked("secret", String.class);
    static final BarrierChannel<String> SIGNED = Channel.barrier("signed", "hinting", "hiding");

    private static final NodeKey<Void> BEGIN = NodeKey.of("begin");
    private static final NodeKey<Void> WORK = NodeKey.of("work");
    private static final NodeKey<Void> LEFT = NodeKey.of("left");
    private static final NodeKey<Void> RIGHT = NodeKey.of("right");
    private static final NodeKey<Void> CLOSE = NodeKey.of("close");
    private static final NodeKey<Void> HINTING = NodeKey.of("hinting");
    private static final NodeKey<Void> HIDING = NodeKey.of("hiding");
    private static final NodeKey<Void> FORGETTING = NodeKey.of("forgetting");

    static final Graph LINEAR = Graph.define(
            "linear",
            1,
            g -> g.channels(TRAIL, CURRENT, ROUNDS, SUM, CHAT)
                    .node(BEGIN, (view, context) -> Update.of(CHAT.add(said(view, "begin"))))
                    .node(WORK, (view, context) -> Update.of(SUM.fold(1)))
                    .node(CLOSE, close())
                    .start(BEGIN)
                    .after(BEGIN)
                    .to(WORK)
                    .after(WORK)
                    .to(CLOSE)
                    .after(CLOSE)
                    .end());

    static final Graph PARALLEL = Graph.define(
            "parallel",
            1,
            g -> g.channels(TRAIL, CURRENT, ROUNDS, SUM, CHAT)
                    .node(
                            LEFT,
                            (view, context) -> Update.of(
                                    SUM.fold(1),
                                    SUM.fold(2),
                                    TRAIL.add("left:" + current(view)),
                                    CHAT.add(said(view, "l"))))
                    .node(
                            RIGHT,
                            (view, context) -> Update.of(
                                    SUM.fold(10), TRAIL.add("right:" + current(view)), CHAT.add(said(view, "r"))))
                    .node(CLOSE, close())
                    .start(LEFT, RIGHT)
                    .after(LEFT)
                    .to(CLOSE)
                    .after(RIGHT)
                    .to(CLOSE)
                    .after(CLOSE)
                    .end());

    static final Graph CYCLE = Graph.define(
            "cycle",
            1,
            g -> g.channels(TRAIL, CURRENT, ROUNDS, SUM, CHAT)
                    .node(WORK, (view, context) -> Update.of(ROUNDS.set(rounds(view) + 1), SUM.fold(1)))
                    .node(CLOSE, close())
                    .start(WORK)
                    .after(WORK)
                    .route(view -> rounds(view) % 3 == 0 ? CLOSE : WORK, WORK, CLOSE)
                    .after(CLOSE)
                    .end());

    /** Two nodes write one value, and a third removes what may not be there. */
    static final Graph QUARREL = Graph.define(
            "quarrel",
            1,
            g -> g.channels(TRAIL, CURRENT, ROUNDS, SUM, CHAT)
                    .node(LEFT, (view, context) -> Update.of(ROUNDS.set(1)))
                    .node(RIGHT, (view, context) -> rounds(view) > 0 ? Update.of(ROUNDS.set(2)) : Update.nothing())
                    .node(
                            WORK,
                            (view, context) -> rounds(view) > 1 ? Update.of(CHAT.remove("nobody")) : Update.nothing())
                    .node(CLOSE, close())
                    .start(LEFT, RIGHT, WORK)
                    .after(LEFT)
                    .to(CLOSE)
                    .after(RIGHT)
                    .to(CLOSE)
                    .after(WORK)
                    .to(CLOSE)
                    .after(CLOSE)
                    .end());

    /** Writes to channels that forget, replace or are never written down. */
    static final Graph FORGETFUL = Graph.define(
            "forgetful",
            1,
            g -> g.channels(TRAIL, CURRENT, ROUNDS, SUM, CHAT, RECENT, MOOD, HINT, NEWS, SECRET, SIGNED)
                    .node(
                            HINTING,
                            (view, context) -> Update.of(
                                    HINT.set(current(view)),
                                    NEWS.publish("l"),
                                    MOOD.set("hinting"),
                                    SIGNED.arrive("hinting"),
                                    SUM.fold(1),
                                    RECENT.add("l", current(view))))
                    .node(
                            HIDING,
                            (view, context) -> Update.of(
                                    SECRET.set("hush"),
                                    NEWS.publish("r"),
                                    MOOD.set("hiding"),
                                    SIGNED.arrive("hiding"),
                                    SUM.overwrite(7),
                                    RECENT.add("r")))
                    .node(
                            FORGETTING,
                            (view, context) -> Update.of(
                                    view.get(SIGNED).complete() ? SIGNED.reset() : MOOD.set("waiting"),
                                    RECENT.overwrite(view.get(NEWS)),
                                    CHAT.overwrite(
                                            List.of(said(view, view.find(HINT).orElse("?")))),
                                    SECRET.set(view.find(SECRET).orElse("gone") + "!")))
                    .node(CLOSE, close())
                    .start(HINTING, HIDING)
                    .after(HINTING)
                    .to(FORGETTING)
                    .after(HIDING)
                    .to(FORGETTING)
                    .after(FORGETTING)
                    .to(CLOSE)
                    .after(CLOSE)
                    .end());

    static final List<Graph> ALL = List.of(LINEAR, PARALLEL, CYCLE, QUARREL, FORGETFUL);
    static final GraphCatalog CATALOG = GraphCatalog.of(ALL);

    private ScriptedGraphs() {}

    private static NodeFunction close() {
        return (view, context) -> Update.of(TRAIL.add("out:" + current(view)));
    }

    private static Message said(View view, String who) {
        return Message.ai(who + " speaks").withId(who + "-" + current(view));
    }

    private static String current(View view) {
        return view.find(CURRENT).orElse("nobody");
    }

    private static int rounds(View view) {
        return view.find(ROUNDS).orElse(0);
    }
}
