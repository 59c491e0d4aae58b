package io.heddle.graph;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a node need not run: if it ran before, on whatever thread of the same tenant, with the same key and the same private
 * input, and within the time to live, what it wrote then and where its command led are taken again. Routers are asked anew,
 * folds are reduced anew, and messages whose ids the engine gave get ids of their own. Failures and hand-overs to a parent are
 * not remembered, nor is what came of a question, nor anything that writes an untracked channel. Immutable.
 *
 * <p>Only what the key names tells two runs apart: not the configuration, not the caller, not what was answered in a graph
 * that is a node.
 *
 * @param key what the result depends on, of the state that the node sees; anything Jackson can write
 * @param ttl how long a result is good for; null for as long as the engine remembers it
 */
public record Cache(Function<View, ?> key, @Nullable Duration ttl) {
    public Cache {
        Timeouts.check("time to live of a cached result", ttl);
    }

    /** Results depend on {@code key} and hold for {@code ttl}. */
    public static Cache by(Function<View, ?> key, Duration ttl) {
        return new Cache(key, ttl);
    }

    /** Results depend on {@code key} and hold for as long as the engine remembers them. */
    public static Cache by(Function<View, ?> key) {
        return new Cache(key, null);
    }

    /** Results depend on nothing but what the node is sent; for nodes with input of their own. */
    public static Cache byInput(Duration ttl) {
        return new Cache(state -> "", ttl);
    }
}
