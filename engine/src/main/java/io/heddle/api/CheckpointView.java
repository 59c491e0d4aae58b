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

    /** The same of a copy of the thread. */
    public CheckpointView on(ThreadKey copy) {
        if (copy.equals(thread)) {
            return this;
        }
        JsonValue named = metadata.node().has("thread_id")
                ? metadata.with("thread_id", JsonValue.ofString(copy.thread().value()))
                : metadata;
        List<TaskView> theirs = tasks.stream().map(task -> task.on(copy)).toList();
        return new CheckpointView(copy, id, parent, namespace, values, next, theirs, named, createdAt);
    }

    /** What waits for an answer here, in this graph and the graphs inside it. */
    public List<Interrupt> openInterrupts() {
        return tasks.stream()
                .flatMap(task -> task.interrupts().stream())
                .filter(Interrupt::isOpen)
                .toList();
    }

    /**
     * A task due at the checkpoint, and what has become of it.
     *
     * @param sent whether it works on what it was sent, instead of reading the state
     * @param error why it failed; null if it has not
     * @param interrupts what it asks, graphs inside it included; once it has ended, what it had asked
     * @param subgraph the namespace of the graph that its node is; null for a plain node
     * @param state where that graph stands, if the reader asked for it; null otherwise
     * @param result what it wrote, a JSON object; null while it has not ended, or if it wrote nothing
     */
    public record TaskView(
            String id,
            String node,
            boolean sent,
            @Nullable String error,
            List<Interrupt> interrupts,
            @Nullable String subgraph,
            @Nullable CheckpointView state,
            @Nullable JsonValue result) {
        public TaskView {
            interrupts = List.copyOf(interrupts);
        }

        private TaskView on(ThreadKey copy) {
            return state == null
                    ? this
                    : new TaskView(id, node, sent, error, interrupts, subgraph, state.on(copy), result);
        }
    }
}
