package io.heddle.local;

import io.heddle.api.ThreadKey;
import io.heddle.host.JournalRows;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Journals kept in memory. Keeps no snapshots. */
record LocalJournal(Function<ThreadKey, LocalThread> threads) implements JournalRows {
    @Override
    public Optional<ThreadState> snapshot(ThreadKey key, long sequence) {
        return Optional.empty();
    }

    @Override
    public List<ThreadRow> rows(ThreadKey key, long from, long to) {
        return threads.apply(key).rows(from, to);
    }
}
