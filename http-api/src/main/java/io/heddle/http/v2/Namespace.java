package io.heddle.http.v2;

import java.util.ArrayList;
import java.util.List;

/** Namespaces as lists of segments; the engine writes them with bars between. */
final class Namespace {
    private Namespace() {}

    static List<String> segments(String namespace) {
        return namespace.isEmpty() ? List.of() : List.of(namespace.split("\\|"));
    }

    /** The namespace of a task of the graph with a namespace. */
    static List<String> of(List<String> graph, String node, String task) {
        List<String> segments = new ArrayList<>(graph);
        segments.add(node + ":" + task);
        return List.copyOf(segments);
    }
}
