package io.heddle.api;

import java.util.Locale;

/** Where a run stands. {@code pending → running → success | error | timeout | interrupted}. */
public enum RunStatus {
    /** Accepted and durable, waiting for its turn. */
    PENDING,
    RUNNING,
    /** Came to rest: at the end of the graph, or at a question. */
    SUCCESS,
    /** A node, a router, a reducer or the step limit ended it. */
    ERROR,
    TIMEOUT,
    /** Cancelled. */
    INTERRUPTED;

    public boolean ended() {
        return this != PENDING && this != RUNNING;
    }

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
