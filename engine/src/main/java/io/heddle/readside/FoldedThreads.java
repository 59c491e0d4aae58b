package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Threads' states at given rows, folded from the journal, the recently used ones kept so that a busy thread is not folded
 * anew with each batch. Thread-safe; the kept states are guarded by their own lock and bounded by about how many bytes
 * they hold.
 *
 * <p>A state is a function of the journal alone, so a kept one is never wrong, only old.
 */
final class FoldedThreads {
    private static final long BYTES_OF_A_THREAD = 2_000;
    private static final long BYTES_OF_AN_ELEMENT = 100;

    private final ThreadJournal journal;
    private final long capacity;
    private final Map<ThreadKey, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long held;

    /** @param capacity bytes, roughly */
    FoldedThreads(ThreadJournal journal, long capacity) {
        this.journal = journal;
        this.capacity = capacity;
    }

    /** The state after row {@code sequence}. */
    ThreadState at(Connection connection, ThreadKey key, long sequence) throws SQLException {
        ThreadState start = nearest(connection, key, sequence);
        List<ThreadRow> rows = journal.rows(connection, key, start.sequence() + 1, sequence);
        ThreadState state = after(start, rows);
        if (state.sequence() != sequence) {
            throw new JournalGapException(key, state.sequence() + 1, sequence);
        }
        return state;
    }

    /** The latest state at or before row {@code sequence} that costs no folding. */
    ThreadState nearest(Connection connection, ThreadKey key, long sequence) throws SQLException {
        ThreadState known = known(key);
        if (known != null && known.sequence() <= sequence) {
            return known;
        }
        return sequence == 0
                ? ThreadState.unborn(key)
                : journal.snapshot(connection, key, sequence).orElseGet(() -> ThreadState.unborn(key));
    }

    static ThreadState after(ThreadState start, List<ThreadRow> rows) {
        ThreadState state = start;
        for (ThreadRow row : rows) {
            state = ThreadEvolver.evolve(state, row);
        }
        return state;
    }

    /** Keeps a state for the next time; a thread that is gone is forgotten. */
    void keep(ThreadState state) {
        long weight = weigh(state);
        synchronized (kept) {
            drop(kept.remove(state.key()));
            if (state.exists() && weight <= capacity / 2) {
                kept.put(state.key(), new Kept(state, weight));
                held += weight;
            }
            var oldest = kept.values().iterator();
            while (held > capacity && oldest.hasNext()) {
                held -= oldest.next().weight();
                oldest.remove();
            }
        }
    }

    private @Nullable ThreadState known(ThreadKey key) {
        synchronized (kept) {
            Kept entry = kept.get(key);
            return entry == null ? null : entry.state();
        }
    }

    private void drop(@Nullable Kept old) {
        held -= old == null ? 0 : old.weight();
    }

    /** Looks at the last elements only: a list of ten thousand is not walked for the sake of a rough number. */
    private static long weigh(ThreadState state) {
        long weight = BYTES_OF_A_THREAD + 500L * state.runs().size();
        for (var value : state.root().values().channels().values()) {
            var elements = value.elements();
            int size = elements.size();
            int sample = Math.min(size, 8);
            long bytes = 0;
            for (int i = 0; i < sample; i++) {
                bytes += elements.get(size - 1 - i).size() + BYTES_OF_AN_ELEMENT;
            }
            weight += sample == 0 ? 0 : bytes * size / sample;
        }
        return weight;
    }

    private record Kept(ThreadState state, long weight) {}
}
