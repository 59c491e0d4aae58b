package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** The states after the rows sought, with two statements at most. */
    Map<ThreadKey, ThreadState> at(Connection connection, Map<ThreadKey, Long> sought) throws SQLException {
        Map<ThreadKey, ThreadState> states = nearest(connection, sought);
        advance(connection, states, sought);
        return states;
    }

    /** Takes states on to the rows sought. */
    void advance(Connection connection, Map<ThreadKey, ThreadState> states, Map<ThreadKey, Long> sought)
            throws SQLException {
        journal.fold(connection, states, sought);
        for (ThreadState state : states.values()) {
            long last = sought.getOrDefault(state.key(), 0L);
            if (state.sequence() < last) {
                throw new JournalGapException(state.key(), state.sequence() + 1, last);
            }
        }
    }

    /** The state of a thread at its journal's end, from whichever known one is the nearest. */
    ThreadState last(Connection connection, ThreadState start) throws SQLException {
        Map<ThreadKey, ThreadState> state = new HashMap<>(Map.of(start.key(), start));
        journal.fold(connection, state, Map.of(start.key(), Long.MAX_VALUE));
        return state.getOrDefault(start.key(), start);
    }

    /** The latest states at or before the rows sought that cost no folding. */
    Map<ThreadKey, ThreadState> nearest(Connection connection, Map<ThreadKey, Long> sought) throws SQLException {
        Map<ThreadKey, ThreadState> states = new HashMap<>();
        Map<ThreadKey, Long> unknown = new HashMap<>();
        sought.forEach((key, sequence) -> {
            ThreadState known = known(key);
            if (known != null && known.sequence() <= sequence) {
                states.put(key, known);
            } else {
                states.put(key, ThreadState.unborn(key));
                unknown.put(key, sequence);
            }
        });
        states.putAll(journal.snapshots(connection, unknown));
        return states;
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

    /** Looks at the last element only: a list of ten thousand is not walked for the sake of a rough number. */
    private static long weigh(ThreadState state) {
        long weight = BYTES_OF_A_THREAD + 500L * state.runs().size();
        for (var value : state.root().values().channels().values()) {
            var elements = value.elements();
            weight += elements.isEmpty()
                    ? 0
                    : elements.size() * (elements.getLast().size() + BYTES_OF_AN_ELEMENT);
        }
        return weight;
    }

    private record Kept(ThreadState state, long weight) {}
}
