package io.heddle.graph;

import java.time.Duration;

/** An attempt of a node ran out of time. Shown as {@link #NAME}; {@link Retry} may try again. */
public final class NodeTimeoutException extends RuntimeException {
    /** The name of the error that clients see. */
    public static final String NAME = "NodeTimeoutError";

    /**
     * @param limit which of the node's limits, by the name of the builder's method
     * @param length how long that is
     */
    public NodeTimeoutException(String node, String limit, Duration length) {
        super("node %s went over its %s of %s s".formatted(node, limit, seconds(length)), null, false, false);
    }

    private static String seconds(Duration length) {
        return java.math.BigDecimal.valueOf(length.toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
    }
}
