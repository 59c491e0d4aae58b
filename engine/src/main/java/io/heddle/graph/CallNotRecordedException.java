package io.heddle.graph;

import org.jspecify.annotations.Nullable;

/**
 * A call of {@link NodeContext#once} was made, but nobody knows whether its result is durable. Let it pass: the task fails,
 * and a further attempt is given the result if it was durable, and makes the call again if it was not.
 */
public final class CallNotRecordedException extends RuntimeException {
    public CallNotRecordedException(String node, String call, @Nullable Throwable cause) {
        super("node %s: the result of call %s could not be recorded; try the node again".formatted(node, call), cause);
    }
}
