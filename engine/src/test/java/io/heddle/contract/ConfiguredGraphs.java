package io.heddle.contract;

import io.heddle.graph.Channel;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Question;
import io.heddle.graph.TypeRef;
import io.heddle.graph.Update;
import java.util.List;

/** Graphs that depend on what their runs are configured with. */
public final class ConfiguredGraphs {
    public static final ConfigKey<String> TONE =
            ConfigKey.of("tone", String.class).orElse("plain");
    public static final ConfigKey<List<String>> LANGUAGES =
            ConfigKey.of("languages", new TypeRef<List<String>>() {}).orElse(List.of("en"));
    public static final LogChannel<String> SPOKEN = Channel.log("spoken", String.class);

    public static final ConfigKey<List<String>> REVIEWERS =
            ConfigKey.of("reviewers", new TypeRef<List<String>>() {}).orElse(List.of("anyone"));
    public static final Question<String, String> VERDICT = Question.of("verdict", String.class, String.class);

    private static final NodeKey<Void> GATHER = NodeKey.of("gather");

    private ConfiguredGraphs() {}

    /** A node for each language, in parallel, and one after all of them. */
    public static Graph byLanguage() {
        return Graph.define("by-language", 1, List.of(LANGUAGES), (g, config) -> {
            g.channels(SPOKEN).config(TONE);
            g.node(GATHER, (state, context) -> {
                ContractGraphs.hold(context);
                return Update.of(SPOKEN.add("all, " + context.config(TONE)));
            });
            for (String language : config.get(LANGUAGES)) {
                NodeKey<Void> speak = NodeKey.of(language);
                g.node(speak, (state, context) -> Update.of(SPOKEN.add(language)));
                g.start(speak).after(speak).to(GATHER);
            }
            g.after(GATHER).end();
        });
    }

    /** Each reviewer that a run names is a node and asks; the graph inside is as the run says too. */
    public static Graph reviews() {
        Graph inside = Graph.define("review", 1, List.of(REVIEWERS), (g, config) -> {
            g.channels(SPOKEN);
            for (String reviewer : config.get(REVIEWERS)) {
                NodeKey<Void> review = NodeKey.of(reviewer);
                g.node(
                        review,
                        (state, context) -> Update.of(
                                SPOKEN.add(reviewer + ": " + context.ask(VERDICT.at(reviewer), context.config(TONE)))));
                g.start(review).after(review).end();
            }
        });
        return Graph.define(
                "reviews",
                1,
                List.of(REVIEWERS),
                (g, config) -> g.channels(SPOKEN)
                        .config(TONE)
                        .subgraph(GATHER, config.get(inside))
                        .start(GATHER)
                        .after(GATHER)
                        .end());
    }

    static List<Graph> all() {
        return List.of(byLanguage(), reviews());
    }
}
