package io.heddle.graph;

/** A node that works on what it is sent instead of the graph's state; see {@link NodeFunction} for how it is run. */
@FunctionalInterface
public interface WorkerFunction<I> {
    NodeResult run(I input, NodeContext context) throws Exception;
}
