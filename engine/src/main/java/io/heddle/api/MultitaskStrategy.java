package io.heddle.api;

import java.util.Locale;

/** What happens to a run that arrives at a busy thread. */
public enum MultitaskStrategy {
    /** It is refused with {@link Problem.ThreadBusy} and leaves no trace. */
    REJECT,
    /** It waits its turn, first come, first served. */
    ENQUEUE;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
