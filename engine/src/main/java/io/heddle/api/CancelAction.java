package io.heddle.api;

import java.util.Locale;

/** What becomes of a run that is stopped before its end. */
public enum CancelAction {
    /** It ends as interrupted; what it committed stays. */
    INTERRUPT,
    /** It is taken back: nobody finds it any more, nor its checkpoints, and the thread stands where it stood before it. */
    ROLLBACK;

    /** The word used on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
