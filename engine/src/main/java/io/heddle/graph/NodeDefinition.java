package io.heddle.graph;

/** A node of a built graph. */
public record NodeDefinition(NodeKey<?> key, NodeFunction function, Outgoing outgoing) {
    public String name() {
        return key.name();
    }
}
