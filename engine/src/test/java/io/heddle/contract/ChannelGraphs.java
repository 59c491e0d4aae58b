package io.heddle.contract;

import io.heddle.api.Message;
import io.heddle.graph.AnyChannel;
import io.heddle.graph.BarrierChannel;
import io.heddle.graph.Channel;
import io.heddle.graph.EphemeralChannel;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MapChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.TopicChannel;
import io.heddle.graph.TypeRef;
import io.heddle.graph.UntrackedChannel;
import io.heddle.graph.Update;
import io.heddle.graph.UserSamples.Everything;
import io.heddle.graph.UserSamples.Result;
import io.heddle.graph.UserSamples.Shape;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.List;
import java.util.Locale;

/** Graphs with a channel of each kind. */
final class ChannelGraphs {
    enum Signer {
        LEGAL,
        TECH
    }

    static final LogChannel<String> SEEN = Channel.log("seen", String.class);
    static final LogChannel<Integer> RECENT =
            Channel.log("recent", Integer.class).keeping(3);
    static final LogChannel<Integer> MORE = Channel.log("recent", Integer.class).keeping(100);
    static final AnyChannel<String> MOOD = Channel.any("mood", String.class);
    static final EphemeralChannel<String> HINT = Channel.ephemeral("hint", String.class);
    static final TopicChannel<String> NEWS = Channel.topic("news", String.class);
    static final UntrackedChannel<String> SECRET = Channel.untracked("secret", String.class);
    static final BarrierChannel<Signer> SIGNED = Channel.barrier("signed", Signer.class);
    static final FoldChannel<Integer> SUM = Channel.fold("sum", Integer.class, 0, Integer::sum);
    static final MapChannel<Integer> STOCK = Channel.map("stock", Integer.class);
    static final MessagesChannel CHAT = Channel.messages("chat");

    static final ValueChannel<Everything> EVERYTHING = Channel.value("everything", Everything.class);
    static final ValueChannel<Everything> COPY = Channel.value("copy", Everything.class);
    static final LogChannel<Result<Shape>> RESULTS = Channel.log("results", new TypeRef<Result<Shape>>() {});

    private static final NodeKey<Void> LEGAL = NodeKey.of("legal");
    private static final NodeKey<Void> TECH = NodeKey.of("tech");
    private static final NodeKey<Void> READ = NodeKey.of("read");
    private static final NodeKey<Void> READ_AGAIN = NodeKey.of("read_again");

    private ChannelGraphs() {}

    /** Two nodes write, and two nodes after them note what they see. */
    static final Graph KINDS = Graph.define(
            "kinds",
            1,
            g -> g.channels(SEEN, RECENT, MOOD, HINT, NEWS, SECRET, SIGNED)
                    .node(
                            LEGAL,
                            (view, context) -> Update.of(
                                    SEEN.add("before: " + seen(view)),
                                    HINT.set("left"),
                                    NEWS.publish("a"),
                                    MOOD.set("grave"),
                                    SIGNED.arrive(Signer.LEGAL),
                                    RECENT.add(1, 2)))
                    .node(
                            TECH,
                            (view, context) -> Update.of(
                                    SECRET.set("hush"),
                                    NEWS.publish("b"),
                                    MOOD.set("merry"),
                                    SIGNED.arrive(Signer.TECH),
                                    RECENT.add(3, 4)))
                    .node(READ, (view, context) -> Update.of(SEEN.add("next: " + seen(view))))
                    .node(READ_AGAIN, (view, context) -> Update.of(SEEN.add("later: " + seen(view)), SIGNED.reset()))
                    .start(LEGAL, TECH)
                    .after(LEGAL)
                    .to(READ)
                    .after(TECH)
                    .to(READ)
                    .after(READ)
                    .to(READ_AGAIN)
                    .after(READ_AGAIN)
                    .end());

    /** The same, but what writes is two graphs side by side, each of which notes what it was given. */
    static final Graph NESTED = Graph.define(
            "nested-kinds",
            1,
            g -> g.channels(SEEN, RECENT, MOOD, HINT, NEWS, SECRET, SIGNED, CHAT)
                    .subgraph(LEGAL, inside(Signer.LEGAL, 1, 2))
                    .subgraph(TECH, inside(Signer.TECH, 3, 4))
                    .node(READ, (view, context) -> Update.of(SEEN.add("next: " + seen(view))))
                    .node(READ_AGAIN, (view, context) -> Update.of(SEEN.add("later: " + seen(view)), SIGNED.reset()))
                    .start(LEGAL, TECH)
                    .afterAll(LEGAL, TECH)
                    .to(READ)
                    .after(READ)
                    .to(READ_AGAIN)
                    .after(READ_AGAIN)
                    .end());

    private static Graph inside(Signer signer, Integer... numbers) {
        String name = signer.name().toLowerCase(Locale.ROOT);
        return Graph.define(
                "inside-" + name,
                1,
                g -> g.channels(SEEN, MORE, MOOD, HINT, NEWS, SECRET, SIGNED, CHAT)
                        .node(READ, (view, context) -> Update.of(SEEN.add(name + ": " + seen(view)), HINT.set("gone")))
                        .node(
                                READ_AGAIN,
                                (view, context) -> Update.of(
                                        signer == Signer.LEGAL ? HINT.set("left") : SECRET.set("hush"),
                                        NEWS.publish(name),
                                        MOOD.set(name),
                                        SIGNED.arrive(signer),
                                        CHAT.add(Message.ai(name)),
                                        MORE.add(numbers)))
                        .start(READ)
                        .sequence(READ, READ_AGAIN)
                        .after(READ_AGAIN)
                        .end());
    }

    /** One node adds, the other overwrites. */
    static final Graph OVERWRITING = Graph.define(
            "overwriting",
            1,
            g -> g.channels(SUM, SEEN, CHAT)
                    .node(
                            LEGAL,
                            (view, context) -> Update.of(
                                    SUM.overwrite(7),
                                    SEEN.overwrite(List.of("new")),
                                    CHAT.overwrite(List.of(Message.ai("fresh")))))
                    .node(
                            TECH,
                            (view, context) -> Update.of(SUM.fold(100), SEEN.add("lost"), CHAT.add(Message.ai("lost"))))
                    .start(LEGAL, TECH)
                    .after(LEGAL)
                    .end()
                    .after(TECH)
                    .end());

    /** Two nodes put and remove at once, and a graph inside does after them. */
    static final Graph STOCKS = Graph.define("stocks", 1, g -> {
        Graph inside = Graph.define("stocks-inside", 1, i -> {
            i.channels(STOCK);
            i.node(
                    READ,
                    (view, context) ->
                            Update.of(STOCK.put("tape", view.get(STOCK).size()), STOCK.remove("rope")));
            i.start(READ).after(READ).end();
        });
        g.channels(STOCK);
        g.node(LEGAL, (view, context) -> Update.of(STOCK.put("nails", 3), STOCK.put("glue", 1)));
        g.node(TECH, (view, context) -> Update.of(STOCK.remove("wood", "glass"), STOCK.put("glue", 2)));
        g.subgraph(READ_AGAIN, inside);
        g.start(LEGAL, TECH)
                .afterAll(LEGAL, TECH)
                .to(READ_AGAIN)
                .after(READ_AGAIN)
                .end();
    });

    /** Both nodes overwrite one fold. */
    static final Graph QUARREL = Graph.define(
            "quarrel",
            1,
            g -> g.channels(SUM)
                    .node(LEGAL, (view, context) -> Update.of(SUM.overwrite(1)))
                    .node(TECH, (view, context) -> Update.of(SUM.overwrite(2)))
                    .start(LEGAL, TECH)
                    .after(LEGAL)
                    .end()
                    .after(TECH)
                    .end());

    /** Reads values of users' types and writes them again. */
    static final Graph TYPES = Graph.define(
            "types",
            1,
            g -> g.channels(EVERYTHING, COPY, RESULTS)
                    .node(
                            READ,
                            (view, context) ->
                                    Update.of(COPY.set(view.get(EVERYTHING)), RESULTS.addAll(view.get(RESULTS))))
                    .start(READ)
                    .after(READ)
                    .end());

    static List<Graph> all() {
        return List.of(KINDS, NESTED, OVERWRITING, QUARREL, STOCKS, TYPES);
    }

    private static String seen(View view) {
        return "hint=%s news=%s secret=%s mood=%s signed=%s"
                .formatted(
                        view.find(HINT).orElse("-"),
                        view.get(NEWS),
                        view.find(SECRET).orElse("-"),
                        view.find(MOOD).orElse("-"),
                        view.get(SIGNED).arrived());
    }
}
