package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread's state at one checkpoint.
 *
 * @param id null for a thread that has never run
 * @param namespace {@code ""} for the graph itself, {@code node:task} segments joined by {@code |} for a subgraph
 * @param values a JSON object, channel name to value
 * @param next the nodes due
 * @param metadata source, step, parents, ids of run and assistant: a JSON object
 */
public record CheckpointView(
        ThreadKey thread,
        @Nullable CheckpointId id,
        @Nullable CheckpointId parent,
        String namespace,
        JsonValue values,
        List<String> next,
        List<TaskView> tasks,
        JsonValue metadata,
        @Nullable Instant createdAt) {
    public CheckpointView {
        next = List.copyOf(next);
        tasks = List.copyOf(tasks);
    }

    /** A task due at the checkpoint, and what has become of it. */
    public record TaskView(
            String id,
            String node,
            @Nullable String error,
            @Nullable JsonValue result) {}
}
