package io.heddle;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.Interrupt;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.NodeKey;
import io.heddle.graph.View;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A state that a thread has had: one checkpoint of its history, typed. Immutable.
 *
 * @param checkpoint the same without types: values, tasks, metadata
 * @param state the values
 * @param next the nodes that were due
 */
public record PastState(CheckpointView checkpoint, View state, List<NodeKey<?>> next) {
    public PastState {
        next = List.copyOf(next);
    }

    static PastState of(Graph root, CheckpointView checkpoint) {
        Graph graph = root.within(checkpoint.namespace()).orElse(root);
        return new PastState(checkpoint, graph.view(checkpoint.values()), nodes(graph, checkpoint.next()));
    }

    public CheckpointId id() {
        return Objects.requireNonNull(checkpoint.id(), "a thread that has never run has no past");
    }

    /** The checkpoint it came from; empty for the first. */
    public Optional<CheckpointId> parent() {
        return Optional.ofNullable(checkpoint.parent());
    }

    /** Its place in the line of its parents; the first input has -1. */
    public int step() {
        return checkpoint.metadata().node().path("step").asInt();
    }

    public Source source() {
        return Source.valueOf(
                checkpoint.metadata().node().path("source").asText().toUpperCase(Locale.ROOT));
    }

    /** Who made it, of a hand edit that says so. */
    public Optional<String> author() {
        return text("author");
    }

    /** Why it was made, of a hand edit that says so. */
    public Optional<String> reason() {
        return text("reason");
    }

    /** What was asked here, answered since or not. */
    public List<Interrupt> questions() {
        return checkpoint.tasks().stream()
                .flatMap(task -> task.interrupts().stream())
                .toList();
    }

    private static List<NodeKey<?>> nodes(Graph graph, List<String> names) {
        return names.stream()
                .<NodeKey<?>>map(name ->
                        graph.node(name).<NodeKey<?>>map(NodeDefinition::key).orElseGet(() -> NodeKey.of(name)))
                .toList();
    }

    /** Two are equal if they are the same checkpoint, seen alike. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PastState it && it.checkpoint.equals(checkpoint);
    }

    @Override
    public int hashCode() {
        return checkpoint.hashCode();
    }

    private Optional<String> text(String member) {
        return Optional.ofNullable(checkpoint.metadata().node().path(member).textValue());
    }

    /** What made a state. */
    public enum Source {
        /** A run's input or orders. */
        INPUT,
        /** A superstep. */
        LOOP,
        /** A hand edit. */
        UPDATE,
        /** A return to an older state. */
        FORK
    }
}
