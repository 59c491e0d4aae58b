package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    public Send {
        Timeouts.check("timeout of a send to " + node, timeout);
    }

    public static <I> Send<I> to(NodeKey<I> node, I input) {
        return new Send<>(node, node.form().encode(input), OnFailure.FAIL, null);
    }

    /**
     * A task of a node that reads the graph's state: it sees a state that holds these writes and nothing else. What it writes
     * itself goes to the graph's state as ever.
     */
    public static Send<Void> to(NodeKey<Void> node, Write... seen) {
        Values values = Values.EMPTY;
        Map<String, Channel<?>> channels = new LinkedHashMap<>();
        for (Write write : seen) {
            channels.put(write.channel().name(), write.channel());
            values = values.with(write.channel().name(), settled(write));
        }
        return new Send<>(node, values.json(List.copyOf(channels.values())), OnFailure.FAIL, null);
    }

    private static ChannelChange settled(Write write) {
        return write.channel() instanceof FoldChannel<?> fold && write.change() instanceof ChannelChange.Combine combine
                ? new ChannelChange.Assign(fold.reduce(Objects.requireNonNull(fold.initial()), combine.operands()))
                : write.change();
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
