package io.heddle.graph;

import java.util.Locale;

/** What can be wrong with a graph's definition. {@code docs/guide/definition-errors.md} has a section for each. */
public enum GraphFault {
    /** A channel's name is declared twice. */
    DUPLICATE_CHANNEL,
    /** Something names a channel that is not declared. */
    UNKNOWN_CHANNEL,
    /** A node's name is given twice. */
    DUPLICATE_NODE,
    /** {@link Graph#START} or {@link Graph#END} stands where only a node can stand. */
    NOT_A_NODE,
    /** Something names a node that was never added. */
    UNKNOWN_NODE,
    /** A node goes by keys with different inputs. */
    TWO_INPUTS,
    /** A value that runs are configured with is of two types. */
    CONFIG_CLASH,
    /** Something is sent to a node whose key takes no input. */
    MISSING_INPUT,
    /** A subgraph shares a channel that is another channel there. */
    CHANNEL_CLASH,
    /** A node that is a graph has a key with an input, which nothing in it would see. */
    SUBGRAPH_WITH_INPUT,
    /** A node is a graph that depends on what a run is configured with, and nobody says so of the graph around it. */
    VARYING_SUBGRAPH,
    /** Nothing says where a run begins. */
    NO_START,
    /** A router may choose nothing. */
    ROUTE_WITHOUT_TARGETS,
    /** An edge leads to a node that works on what it is sent. */
    EDGE_TO_WORKER,
    /** A node does not say where it leads. */
    DEAD_END,
    /** A join waits for one node. */
    JOIN_OF_ONE,
    /** A join is declared twice. */
    REPEATED_JOIN,
    /** A failure would go round among handlers. */
    HANDLER_LOOP,
    /** No way leads to a node. */
    UNREACHABLE_NODE,
    /** A join waits for a node that cannot be due before it. */
    JOIN_NEVER_FIRES,
    /** No way leads from a node to the end. */
    NO_END;

    /** Its name in messages and in the guide: {@code no-start}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
