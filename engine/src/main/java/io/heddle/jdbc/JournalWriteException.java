package io.heddle.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Why a write did not end in an acknowledgement, and what is known about the rows.
 *
 * <p>The journal plug-in hands it to the actor inside {@code JournalFailureException}; look for it in the causes with
 * {@link #in}. Every kind but {@link OutcomeUnknown} means that nothing of the request is in the journal.
 */
public abstract sealed class JournalWriteException extends DatabaseException {

    private JournalWriteException(String message) {
        super(message);
    }

    private JournalWriteException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The journal's own verdict among the causes of a failed persist, or null when there is none. */
    public static @Nullable JournalWriteException in(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof JournalWriteException found) {
                return found;
            }
        }
        return null;
    }

    /** The fence: another owner of this persistence id has written this number already. The loser must recover anew. */
    public static final class StaleWriter extends JournalWriteException {

        StaleWriter(String persistenceId, long sequence, Throwable cause) {
            super("another writer has already written " + persistenceId + " #" + sequence, cause);
        }
    }

    /** The line before the writers is full. Nothing was sent; send less or later. */
    public static final class Overloaded extends JournalWriteException {

        Overloaded(int writes, long bytes) {
            super("the journal's queue is full: " + writes + " writes, " + bytes + " bytes wait");
        }
    }

    /** No connection could be had, or the server refused the row. Nothing was written. */
    public static final class NotWritten extends JournalWriteException {

        NotWritten(String what, Throwable cause) {
            super("not written, " + what, cause);
        }
    }

    /** The connection broke around the commit and the question could not be settled in time. Recover to find out. */
    public static final class OutcomeUnknown extends JournalWriteException {

        OutcomeUnknown(String persistenceId, long sequence, Throwable cause) {
            super("it is not known whether " + persistenceId + " #" + sequence + " was written", cause);
        }
    }
}
