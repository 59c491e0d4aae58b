package io.heddle.api;

import org.jspecify.annotations.Nullable;

/**
 * Which state to read.
 *
 * @param namespace of the graph, {@code ""} for the graph itself
 * @param checkpoint null for where the graph stands now
 * @param subgraphs whether the graphs inside its tasks are shown too
 */
public record StateQuery(String namespace, @Nullable CheckpointId checkpoint, boolean subgraphs) {
    /** Where the thread stands. */
    public static final StateQuery HEAD = new StateQuery("", null, false);

    public StateQuery at(CheckpointId older) {
        return new StateQuery(namespace, older, subgraphs);
    }

    public StateQuery in(String inner) {
        return new StateQuery(inner, checkpoint, subgraphs);
    }

    public StateQuery withSubgraphs() {
        return new StateQuery(namespace, checkpoint, true);
    }
}
