package io.heddle.graph;

/** Where a node may lead: to a node, or to a node with something of its own to work on. */
public sealed interface Target permits NodeKey, Send {
    /** The node that is led to. */
    NodeKey<?> node();
}
