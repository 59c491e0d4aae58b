package io.heddle.graph;

/**
 * What a user writes: a plain, blocking method from state to result. It runs on a virtual thread, never on an actor, and may
 * run more than once if a machine dies under it; {@link NodeContext#taskId()} stays the same then.
 */
@FunctionalInterface
public interface NodeFunction {
    NodeResult run(View state, NodeContext context) throws Exception;
}
