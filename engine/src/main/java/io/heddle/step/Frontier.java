package io.heddle.step;

import io.heddle.graph.Graph;
import io.heddle.graph.Join;
import io.heddle.graph.NodeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is due, and what waits besides.
 *
 * @param next nodes in the order of their names, then sends in the order they were sent; no joins
 */
public record Frontier(List<Destination> next, Waiting waiting) {
    public static final Frontier NOWHERE = new Frontier(List.of(), Waiting.NOTHING);

    public Frontier {
        next = List.copyOf(next);
    }

    /**
     * Where arrivals lead: joins fill up, deferred nodes wait until nothing else is due.
     *
     * @param before what waited
     */
    public static Frontier of(Graph graph, Waiting before, List<Arrival> arrivals) {
        TreeSet<String> nodes = new TreeSet<>();
        TreeSet<String> deferred = new TreeSet<>(before.deferred());
        List<Destination> sends = new ArrayList<>();
        Map<String, List<String>> joins = new LinkedHashMap<>(before.joins());
        for (Arrival arrival : arrivals) {
            switch (arrival.to()) {
                case Destination.Node node -> (isDeferred(graph, node.name()) ? deferred : nodes).add(node.name());
                case Destination.Sent sent -> sends.add(sent);
                case Destination.Joined joined ->
                    graph.join(joined.join()).ifPresent(join -> arrive(join, joins, arrival.source()));
            }
        }
        for (String name : List.copyOf(joins.keySet())) {
            graph.join(name).filter(join -> isComplete(join, joins)).ifPresent(join -> {
                joins.remove(name);
                (isDeferred(graph, join.target()) ? deferred : nodes).add(join.target());
            });
        }
        nodes.remove(Graph.END_NAME);
        deferred.remove(Graph.END_NAME);
        if (nodes.isEmpty() && sends.isEmpty()) {
            nodes.addAll(deferred);
            deferred.clear();
        }
        List<Destination> next = new ArrayList<>();
        nodes.forEach(name -> next.add(new Destination.Node(name)));
        next.addAll(sends);
        return new Frontier(next, new Waiting(joins, List.copyOf(deferred)));
    }

    /** The names of the nodes that are due, each as often as it is. */
    public List<String> names() {
        return next.stream()
                .map(to -> switch (to) {
                    case Destination.Node node -> node.name();
                    case Destination.Sent sent -> sent.node();
                    case Destination.Joined joined -> joined.join();
                })
                .toList();
    }

    /** A source that arrives twice counts once. */
    private static void arrive(Join join, Map<String, List<String>> joins, String source) {
        TreeSet<String> arrived = new TreeSet<>(joins.getOrDefault(join.name(), List.of()));
        arrived.add(source);
        joins.put(join.name(), List.copyOf(arrived));
    }

    private static boolean isComplete(Join join, Map<String, List<String>> joins) {
        return joins.getOrDefault(join.name(), List.of()).containsAll(join.sources());
    }

    private static boolean isDeferred(Graph graph, String node) {
        return graph.node(node)
                .map(NodeDefinition::policy)
                .filter(policy -> policy.deferred())
                .isPresent();
    }
}
