package io.heddle.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Collects a graph's channels, nodes and edges inside {@link Graph#define}. Not thread-safe; a builder. */
public final class GraphBuilder {
    private final Map<String, Channel<?>> channels = new LinkedHashMap<>();
    private final Map<String, NodeFunction> functions = new LinkedHashMap<>();
    private final Map<String, Outgoing> outgoing = new LinkedHashMap<>();
    private final List<String> starts = new ArrayList<>();
    private final List<InvalidGraphException.Finding> findings = new ArrayList<>();

    GraphBuilder() {}

    /** Declares channels; a node may write no others. */
    public GraphBuilder channels(Channel<?>... declared) {
        for (Channel<?> channel : declared) {
            if (channels.putIfAbsent(channel.name(), channel) != null) {
                fault("channel " + channel, "is declared twice", "give one of them another name");
            }
        }
        return this;
    }

    /** Adds a node. */
    public GraphBuilder node(NodeKey<?> key, NodeFunction function) {
        if (functions.putIfAbsent(key.name(), function) != null) {
            fault("node " + key, "is added twice", "give one of them another key");
        }
        return this;
    }

    /** A run with new input begins with these nodes, in parallel. */
    public GraphBuilder start(NodeKey<?>... first) {
        starts.addAll(names(first));
        return this;
    }

    /** Says where a node leads. */
    public After after(NodeKey<?> key) {
        return new After(key.name());
    }

    /** Where one node leads; the calls add up, except that a node has one router at most. */
    public final class After {
        private final String node;

        private After(String node) {
            this.node = node;
        }

        /** These follow, in parallel. */
        public GraphBuilder to(NodeKey<?>... targets) {
            Outgoing now = outgoing(node);
            List<String> always = new ArrayList<>(now.always());
            always.addAll(names(targets));
            outgoing.put(node, new Outgoing(always, now.router(), now.routed()));
            return GraphBuilder.this;
        }

        /** The run ends here. */
        public GraphBuilder end() {
            return to(Graph.END);
        }

        /** {@code router} chooses one of {@code targets}; choosing another ends the run with an error that names both. */
        public GraphBuilder route(Function<View, NodeKey<?>> router, NodeKey<?>... targets) {
            return routeAll(view -> List.of(router.apply(view)), targets);
        }

        /** {@code router} chooses any number of {@code targets}, to run in parallel. */
        public GraphBuilder routeAll(Router router, NodeKey<?>... targets) {
            Outgoing now = outgoing(node);
            if (now.router() != null) {
                fault("node " + node, "has two routers", "let one router choose among all targets");
            }
            outgoing.put(node, new Outgoing(now.always(), router, names(targets)));
            return GraphBuilder.this;
        }
    }

    Map<String, Channel<?>> channelsByName() {
        return channels;
    }

    Map<String, NodeFunction> functions() {
        return functions;
    }

    Outgoing outgoing(String node) {
        return outgoing.getOrDefault(node, Outgoing.NOWHERE);
    }

    Collection<String> sources() {
        return outgoing.keySet();
    }

    List<String> starts() {
        return starts;
    }

    List<InvalidGraphException.Finding> findings() {
        return findings;
    }

    private void fault(String subject, String fault, String mend) {
        findings.add(new InvalidGraphException.Finding(subject, fault, mend));
    }

    private static List<String> names(NodeKey<?>... keys) {
        return Arrays.stream(keys).map(NodeKey::name).toList();
    }
}
