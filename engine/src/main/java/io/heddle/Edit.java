package io.heddle;

import io.heddle.api.CheckpointId;
import io.heddle.api.StateUpdate;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Write;
import org.jspecify.annotations.Nullable;

/**
 * A hand edit of a thread's state: what is written, as if whom, where, by whom and why. Immutable.
 *
 * @param update the same without types
 */
public record Edit(StateUpdate update) {
    /** As if {@code node} had written this; what it leads to is due then. */
    public static Edit as(NodeKey<?> node, Write... writes) {
        return new Edit(StateUpdate.of(WrittenInput.json(writes)).as(node.name()));
    }

    /** As if it had come in as input; where the graph begins is due then. */
    public static Edit asInput(Write... writes) {
        return new Edit(StateUpdate.of(WrittenInput.json(writes)).as("__input__"));
    }

    /** As if the graph had come to its end: nothing is due then. */
    public static Edit asEnd() {
        return new Edit(StateUpdate.nothing().as(Graph.END_NAME));
    }

    /** The thread stands at an older checkpoint again, under a new one. */
    public static Edit copyOf(CheckpointId older) {
        return new Edit(StateUpdate.nothing().as("__copy__").at(older));
    }

    /** Of an older checkpoint instead of the head: a branch begins there. */
    public Edit at(CheckpointId older) {
        return new Edit(update.at(older));
    }

    /** Of a graph inside, by its namespace. */
    public Edit in(String namespace) {
        return new Edit(update.in(namespace));
    }

    /** Why, for the history. */
    public Edit because(String reason) {
        return by(null, reason);
    }

    /** Who does it and why, for the history. */
    public Edit by(@Nullable String author, String reason) {
        return new Edit(update.by(author, reason));
    }
}
