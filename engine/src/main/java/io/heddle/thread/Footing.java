package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.api.ThreadStatus;
import io.heddle.collection.PersistentMap;
import io.heddle.json.JsonValue;
import io.heddle.step.GraphState;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread stood before its active run began. The run keeps it, so taking the run back is putting these in place again:
 * no journal is read, nothing is compared.
 *
 * @param newest as of {@link ThreadState}, like the others
 */
public record Footing(
        PersistentMap<String, GraphState> graphs,
        @Nullable String graphId,
        JsonValue config,
        ThreadStatus rest,
        @Nullable RunError error,
        long newest) {
    static Footing of(ThreadStateBuilder state) {
        return new Footing(state.graphs, state.graphId, state.config, state.rest, state.error, state.newest);
    }

    void restore(ThreadStateBuilder state) {
        state.graphs = graphs;
        state.graphId = graphId;
        state.config = config;
        state.rest = rest;
        state.error = error;
        state.newest = newest;
    }
}
