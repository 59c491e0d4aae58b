package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.jdbc.JournalRow;
import io.heddle.thread.ThreadRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch's rows of one thread, in order; decoded only when they are needed. */
record ThreadRows(ThreadKey key, List<JournalRow> rows) {
    /** Puts a batch together by thread; rows of other kinds are left out. */
    static Collection<ThreadRows> of(Collection<JournalRow> batch) {
        Map<ThreadKey, ThreadRows> threads = new LinkedHashMap<>();
        for (JournalRow row : batch) {
            ThreadJournal.keyOf(row)
                    .ifPresent(key -> threads.computeIfAbsent(key, k -> new ThreadRows(k, new ArrayList<>()))
                            .rows()
                            .add(row));
        }
        return threads.values();
    }

    long first() {
        return rows.getFirst().sequence();
    }

    long last() {
        return rows.getLast().sequence();
    }

    /** The rows beyond {@code sequence}, which must follow on it. */
    List<ThreadRow> after(long sequence, ThreadJournal journal) {
        List<ThreadRow> decoded = new ArrayList<>();
        for (JournalRow row : rows) {
            if (row.sequence() <= sequence) {
                continue;
            }
            long expected = sequence + 1 + decoded.size();
            if (row.sequence() != expected) {
                throw new JournalGapException(key, expected, row.sequence());
            }
            decoded.add(journal.decode(row));
        }
        return decoded;
    }
}
