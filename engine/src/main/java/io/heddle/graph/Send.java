package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One more task of a node, with an input of its own: the unit of fan-out. Several sends to one node are several tasks of the
 * next superstep; their writes are applied in the order of the sends, whoever finishes first. Immutable.
 *
 * @param input the encoded input
 * @param onFailure what becomes of the superstep if this task fails
 * @param timeout how long an attempt may take; null for the node's own limit
 */
public record Send<I>(
        NodeKey<I> node,
        JsonValue input,
        OnFailure onFailure,
        @Nullable Duration timeout) implements Target {
    public static <I> Send<I> to(NodeKey<I> node, I input) {
        return new Send<>(node, node.form().encode(input), OnFailure.FAIL, null);
    }

    /** The same with another rule for its failure. */
    public Send<I> onFailure(OnFailure rule) {
        return new Send<>(node, input, rule, timeout);
    }

    /** The same with a limit for each attempt. */
    public Send<I> within(Duration limit) {
        return new Send<>(node, input, onFailure, limit);
    }
}
