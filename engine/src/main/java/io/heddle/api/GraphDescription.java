package io.heddle.api;

import java.util.List;

/** A graph's topology, and its drawing as Mermaid text. */
public record GraphDescription(String graphId, int version, List<String> nodes, List<Arrow> edges, String mermaid) {
    public GraphDescription {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** One possible way from node to node; {@code __start__} and {@code __end__} are the rims. */
    public record Arrow(String source, String target, boolean conditional) {}
}
