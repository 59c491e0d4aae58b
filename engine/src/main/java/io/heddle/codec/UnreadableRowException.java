package io.heddle.codec;

import org.jspecify.annotations.Nullable;

/**
 * A journal row that this version of Heddle cannot read. Never skipped: a thread without one of its events is another
 * thread. The message says what was found and what to do.
 */
public sealed class UnreadableRowException extends RuntimeException {
    UnreadableRowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The row holds an event whose name nobody here knows. */
    public static final class UnknownEvent extends UnreadableRowException {
        private final String event;

        UnknownEvent(String event) {
            super(
                    ("the journal holds an event \"%s\" that this version of Heddle does not know;"
                                    + " start the version that wrote it, or a newer one")
                            .formatted(event),
                    null);
            this.event = event;
        }

        public String event() {
            return event;
        }
    }

    /** The row holds an event in a version newer than the one known here. */
    public static final class NewerEvent extends UnreadableRowException {
        private final EventKind kind;
        private final int found;

        NewerEvent(EventKind kind, int found) {
            super(
                    ("the journal holds event %s in version %d, but this version of Heddle reads up to %d;"
                                    + " finish the rolling upgrade, or go back to the newer Heddle")
                            .formatted(kind, found, kind.version()),
                    null);
            this.kind = kind;
            this.found = found;
        }

        public EventKind kind() {
            return kind;
        }

        public int found() {
            return found;
        }
    }

    /** The bytes are not what Heddle writes. */
    public static final class Damaged extends UnreadableRowException {
        Damaged(String where, RuntimeException cause) {
            super(
                    "%s is damaged (%s); restore the journal's table from a backup, or delete the thread"
                            .formatted(where, cause.getMessage()),
                    cause);
        }
    }
}
