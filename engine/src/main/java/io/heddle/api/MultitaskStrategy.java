package io.heddle.api;

import java.util.Locale;

/** What happens to a run that arrives at a busy thread. */
public enum MultitaskStrategy {
    /** It is refused with {@link Problem.ThreadBusy} and leaves no trace. */
    REJECT,
    /** It waits its turn, first come, first served. */
    ENQUEUE,
    /**
     * Every run before it, running or waiting, is stopped and ends as interrupted; what they committed stays. It starts when
     * their tasks have stopped, or have been given up.
     */
    INTERRUPT,
    /** As {@link #INTERRUPT}, but the runs before it are taken back as by {@link CancelAction#ROLLBACK}. */
    ROLLBACK;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
