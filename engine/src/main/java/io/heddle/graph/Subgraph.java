package io.heddle.graph;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A graph as a node of another one.
 *
 * @param in from the parent's state to the child's input; null shares channels of the same name
 * @param out from the child's last state to the parent's writes; null shares channels of the same name
 * @param memory how long the child's state lives
 */
public record Subgraph(
        Graph graph,
        @Nullable Function<View, Update> in,
        @Nullable Function<View, Update> out,
        Memory memory) {
    public Subgraph {
        if (memory == Memory.NONE) {
            refusePauses(graph);
            graph.subgraphs(true).values().forEach(Subgraph::refusePauses);
        }
    }

    private static void refusePauses(Graph graph) {
        if (!graph.pauseBefore().isEmpty() || !graph.pauseAfter().isEmpty()) {
            throw new IllegalArgumentException(
                    "graph %s pauses before %s and after %s, but without memory nothing could go on; use Memory.PER_CALL"
                            .formatted(graph.id(), graph.pauseBefore(), graph.pauseAfter()));
        }
    }

    /** A graph that shares the channels whose names both know, and starts afresh each time. */
    public static Subgraph of(Graph graph) {
        return new Subgraph(graph, null, null, Memory.PER_CALL);
    }

    /** The same with a state of its own: {@code in} makes its input of the parent's state, {@code out} the parent's writes. */
    public Subgraph mapped(Function<View, Update> in, Function<View, Update> out) {
        return new Subgraph(graph, in, out, memory);
    }

    /** The same with another life of its state. */
    public Subgraph remembering(Memory memory) {
        return new Subgraph(graph, in, out, memory);
    }

    /** The child's channels whose values come from the parent's channels of the same names, or go there. */
    List<Channel<?>> shared() {
        return graph.channels().stream()
                .filter(channel -> (in == null && graph.accepts(channel))
                        || (out == null && graph.outputs().contains(channel)))
                .toList();
    }

    /** How long a subgraph's state lives. */
    public enum Memory {
        /** Each time the node is due it starts afresh; what a crash or a question interrupts goes on. */
        PER_CALL,
        /** The child remembers what it held when it was last left, for as long as the thread lives. */
        PER_THREAD,
        /**
         * As per call, but nothing of it can be looked at or come back to: it has no history, and what a node in it asks is an
         * error. A crash does not repeat what it has done.
         */
        NONE
    }
}
