package io.heddle.readside;

import io.heddle.api.ThreadKey;

/** A thread's rows do not follow one another; what comes after the gap cannot be known. */
final class JournalGapException extends RuntimeException {
    JournalGapException(ThreadKey key, long expected, long found) {
        super(
                "the journal of %s lacks row %d: the next one is %d; restore the table from a backup, or delete the thread"
                        .formatted(key, expected, found));
    }
}
