package io.heddle.graph;

import java.util.Collection;

/**
 * Chooses where to go. It sees the step's start state plus its own node's writes, not those of parallel siblings. User code:
 * it runs beside the node.
 */
@FunctionalInterface
public interface Router {
    Collection<? extends Target> route(View state) throws Exception;
}
