package io.heddle.jdbc;

import java.util.Comparator;

/**
 * How far a follower has read: everything up to and including this row.
 *
 * <p>Immutable. The transaction comes first, because rows become visible by transaction; {@code ordering} alone may be
 * committed out of order. Transaction numbers are the server's own 64 bit ones and never wrap.
 */
public record JournalPosition(long txid, long ordering) implements Comparable<JournalPosition> {

    /** Before the first row. */
    public static final JournalPosition START = new JournalPosition(0, 0);

    @Override
    public int compareTo(JournalPosition other) {
        return Comparator.comparingLong(JournalPosition::txid)
                .thenComparingLong(JournalPosition::ordering)
                .compare(this, other);
    }
}
