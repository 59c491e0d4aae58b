package io.heddle.graph;

import org.jspecify.annotations.Nullable;

/**
 * A node of a built graph.
 *
 * @param function what it does; of a subgraph never called
 * @param subgraph the graph that it is; null for a plain node
 */
public record NodeDefinition(
        NodeKey<?> key,
        NodeFunction function,
        @Nullable Subgraph subgraph,
        Outgoing outgoing,
        NodePolicy policy,
        NodeNotes notes) {
    public String name() {
        return key.name();
    }
}
