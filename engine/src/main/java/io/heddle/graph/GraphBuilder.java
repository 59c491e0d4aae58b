package io.heddle.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a graph down, inside {@link Graph#define}:
 *
 * <pre>{@code
 * Graph essay = Graph.define("essay", 1, g -> {
 *     g.channels(TOPIC, DRAFT, GRADE);
 *     g.node(WRITE, Essays::write, node -> node.retry(Retry.upTo(3)));
 *     g.node(JUDGE, Essays::judge);
 *     g.start(WRITE);
 *     g.after(WRITE).to(JUDGE);
 *     g.after(JUDGE).route(state -> state.get(GRADE) > 7 ? END : WRITE, WRITE, END);
 * });
 * }</pre>
 *
 * <p>The order of statements does not matter. What is wrong is said at the end, all at once: {@link InvalidGraphException}.
 * Not thread-safe; a builder.
 */
public final class GraphBuilder {
    private final List<Channel<?>> channels = new ArrayList<>();
    private final List<Channel<?>> input = new ArrayList<>();
    private final List<Channel<?>> output = new ArrayList<>();
    private final List<ConfigKey<?>> config = new ArrayList<>();
    private final List<Question<?, ?>> questions = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();
    private final List<NodeKey<?>> workers = new ArrayList<>();
    private final Map<String, Outgoing> outgoing = new LinkedHashMap<>();
    private final List<Join> joins = new ArrayList<>();
    private final List<GraphDraft.FanOut> fanOuts = new ArrayList<>();
    private final List<String> pauseBefore = new ArrayList<>();
    private final List<String> pauseAfter = new ArrayList<>();
    private final List<Consumer<NodeHandle>> defaults = new ArrayList<>();
    private final List<NodeKey<?>> keys = new ArrayList<>();

    GraphBuilder() {}

    /** What a node is, before it is known where it leads. */
    private record Body(
            NodeKey<?> key, NodeFunction function, @Nullable Subgraph subgraph, Consumer<NodeHandle> policy) {}

    /** Declares channels; a node may write no others. */
    public GraphBuilder channels(Channel<?>... declared) {
        channels.addAll(List.of(declared));
        return this;
    }

    /** Only these channels may be written by a run's input; without this, all. */
    public GraphBuilder input(Channel<?>... accepted) {
        input.addAll(List.of(accepted));
        return this;
    }

    /** Only these channels are a run's result; without this, all. The state keeps every channel. */
    public GraphBuilder output(Channel<?>... shown) {
        output.addAll(List.of(shown));
        return this;
    }

    /** Declares what a run is configured with; one whose values do not fit is refused before it begins. */
    public GraphBuilder config(ConfigKey<?>... declared) {
        config.addAll(List.of(declared));
        return this;
    }

    /**
     * Declares what nodes ask: an answer that does not fit is refused, and the question stays open. Answers to questions that
     * nobody declared are looked at when the node reads them; one that does not fit is asked for again.
     */
    public GraphBuilder questions(Question<?, ?>... asked) {
        questions.addAll(List.of(asked));
        return this;
    }

    /** How nodes are run unless they say otherwise. Nodes that handle failures do not handle their own by default. */
    public GraphBuilder defaults(Consumer<NodeHandle> policy) {
        defaults.add(policy);
        return this;
    }

    /** Adds a node. */
    public GraphBuilder node(NodeKey<?> key, NodeFunction function) {
        return node(key, function, policy -> {});
    }

    /** Adds a node and says how it is run. */
    public GraphBuilder node(NodeKey<?> key, NodeFunction function, Consumer<NodeHandle> policy) {
        return add(new Body(key, function, null, policy));
    }

    /** Adds a node that works on what it is sent; only sends lead to it. */
    public <I> GraphBuilder worker(NodeKey<I> key, WorkerFunction<I> function) {
        return worker(key, function, policy -> {});
    }

    /** As {@link #worker(NodeKey, WorkerFunction)}, saying how it is run. */
    public <I> GraphBuilder worker(NodeKey<I> key, WorkerFunction<I> function, Consumer<NodeHandle> policy) {
        workers.add(key);
        return node(key, (view, context) -> function.run(context.input(key), context), policy);
    }

    /** Adds a graph as a node; channels of the same name are shared. */
    public GraphBuilder subgraph(NodeKey<?> key, Graph graph) {
        return subgraph(key, Subgraph.of(graph));
    }

    /** As {@link #subgraph(NodeKey, Graph)}, saying where nodes inside may hand control to: {@code mayGoTo}. */
    public GraphBuilder subgraph(NodeKey<?> key, Graph graph, Consumer<NodeHandle> policy) {
        return subgraph(key, Subgraph.of(graph), policy);
    }

    /** Adds a graph as a node; {@code in} makes its input of this graph's state, {@code out} this graph's writes of its state. */
    public GraphBuilder subgraph(NodeKey<?> key, Graph graph, Function<View, Update> in, Function<View, Update> out) {
        return subgraph(key, Subgraph.of(graph).mapped(in, out));
    }

    /** Adds a graph as a node, saying how its state relates to this graph's and how long it lives. */
    public GraphBuilder subgraph(NodeKey<?> key, Subgraph subgraph) {
        return subgraph(key, subgraph, policy -> {});
    }

    /** As {@link #subgraph(NodeKey, Subgraph)}, saying how the node is run. */
    public GraphBuilder subgraph(NodeKey<?> key, Subgraph subgraph, Consumer<NodeHandle> policy) {
        NodeFunction never = (view, context) -> {
            throw new IllegalStateException("node " + key + " is a graph and has no function of its own");
        };
        return add(new Body(key, never, subgraph, policy));
    }

    /** A run with new input begins with these nodes, in parallel. */
    public GraphBuilder start(NodeKey<?>... first) {
        return after(Graph.START).to(first);
    }

    /** Says where a node, or {@link Graph#START}, leads. */
    public After after(NodeKey<?> key) {
        return new After(name(key));
    }

    /** Says where several nodes lead together: the target waits for all of them. */
    public AfterAll afterAll(NodeKey<?>... sources) {
        return new AfterAll(names(sources));
    }

    /** Each of these leads to the one after it. */
    public GraphBuilder sequence(NodeKey<?>... nodes) {
        for (int i = 1; i < nodes.length; i++) {
            after(nodes[i - 1]).to(nodes[i]);
        }
        return this;
    }

    /** Every run pauses before these nodes, until it is told to go on. */
    public GraphBuilder pauseBefore(NodeKey<?>... nodes) {
        pauseBefore.addAll(names(nodes));
        return this;
    }

    /** Every run pauses after these nodes, until it is told to go on. */
    public GraphBuilder pauseAfter(NodeKey<?>... nodes) {
        pauseAfter.addAll(names(nodes));
        return this;
    }

    /** Where one node leads; the calls add up. */
    public final class After {
        private final String source;

        private After(String source) {
            this.source = source;
        }

        /** These follow, in parallel. */
        public GraphBuilder to(NodeKey<?>... targets) {
            Outgoing now = outgoing(source);
            Set<String> always = new LinkedHashSet<>(now.always());
            always.addAll(names(targets));
            outgoing.put(source, new Outgoing(List.copyOf(always), now.routes(), now.joins()));
            return GraphBuilder.this;
        }

        /** The run ends here. */
        public GraphBuilder end() {
            return to(Graph.END);
        }

        /** {@code router} chooses one of {@code targets}; choosing another ends the run with an error that names both. */
        public GraphBuilder route(Function<View, ? extends Target> router, NodeKey<?>... targets) {
            return routeAll(view -> List.of(router.apply(view)), targets);
        }

        /** {@code router} chooses any number of {@code targets}, or sends to them, to run in parallel. */
        public GraphBuilder routeAll(Router router, NodeKey<?>... targets) {
            Outgoing now = outgoing(source);
            List<Route> routes = new ArrayList<>(now.routes());
            routes.add(new Route(router, names(targets)));
            outgoing.put(source, new Outgoing(now.always(), routes, now.joins()));
            return GraphBuilder.this;
        }

        /** One task of {@code worker} for each of the items, in parallel; none if there are none. */
        public <I> GraphBuilder fanOut(NodeKey<I> worker, Function<View, ? extends Collection<I>> items) {
            return fanOut(worker, items, OnFailure.FAIL);
        }

        /** As {@link #fanOut(NodeKey, Function)}, saying what becomes of the step when one of them fails. */
        public <I> GraphBuilder fanOut(
                NodeKey<I> worker, Function<View, ? extends Collection<I>> items, OnFailure onFailure) {
            fanOuts.add(new GraphDraft.FanOut(source, worker, onFailure));
            return routeAll(
                    view -> items.apply(view).stream()
                            .map(item -> Send.to(worker, item).onFailure(onFailure))
                            .toList(),
                    worker);
        }
    }

    /** Where several nodes lead together. */
    public final class AfterAll {
        private final List<String> sources;

        private AfterAll(List<String> sources) {
            this.sources = sources;
        }

        /** The target is due when all sources have ended. */
        public GraphBuilder to(NodeKey<?> target) {
            Join join = Join.of(sources, name(target));
            joins.add(join);
            for (String source : join.sources()) {
                Outgoing now = outgoing(source);
                List<Join> all = new ArrayList<>(now.joins());
                all.add(join);
                outgoing.put(source, new Outgoing(now.always(), now.routes(), all));
            }
            return GraphBuilder.this;
        }
    }

    /** What was written down. */
    GraphDraft draft() {
        List<NodeKey<?>> named = new ArrayList<>(keys);
        List<NodeDefinition> nodes = new ArrayList<>();
        for (Body body : bodies) {
            NodeHandle handle = handle(body);
            named.addAll(handle.named());
            nodes.add(new NodeDefinition(
                    body.key(),
                    body.function(),
                    body.subgraph(),
                    outgoing(body.key().name()),
                    handle.policy(),
                    handle.notes()));
        }
        return new GraphDraft(
                channels,
                input,
                output,
                config,
                questions,
                nodes,
                workers,
                outgoing,
                joins,
                fanOuts,
                pauseBefore,
                pauseAfter,
                named);
    }

    private NodeHandle handle(Body body) {
        NodeHandle handle = new NodeHandle();
        defaults.forEach(policy -> policy.accept(handle));
        if (body.key().takes(Failure.class)) {
            handle.unguarded();
        }
        body.policy().accept(handle);
        return handle;
    }

    private GraphBuilder add(Body body) {
        keys.add(body.key());
        bodies.add(body);
        return this;
    }

    private Outgoing outgoing(String source) {
        return outgoing.getOrDefault(source, Outgoing.NOWHERE);
    }

    private List<String> names(NodeKey<?>... named) {
        List<String> names = new ArrayList<>();
        for (NodeKey<?> key : named) {
            names.add(name(key));
        }
        return names;
    }

    private String name(NodeKey<?> key) {
        keys.add(key);
        return key.name();
    }
}
