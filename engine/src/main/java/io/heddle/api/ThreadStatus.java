package io.heddle.api;

import java.util.Locale;

/** Where a thread stands between messages. */
public enum ThreadStatus {
    /** Nothing to do. */
    IDLE,
    /** A run is pending or running. */
    BUSY,
    /** The last run rests before a node that is still due: a question is open, or a breakpoint was met. */
    INTERRUPTED,
    /** The last run failed; the next one may go on. */
    ERROR;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
