package io.heddle.simulation;

import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.codec.SnapshotCodec;
import io.heddle.host.JournalRows;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What outlives every owner: the rows of one thread's journal, and snapshots. Refuses a second row of one number. */
final class SimulatedRows implements JournalRows {
    private final EventCodec codec = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();
    private final List<byte[]> journal = new ArrayList<>();
    private final TreeMap<Long, byte[]> saved = new TreeMap<>();

    long count() {
        return journal.size();
    }

    List<byte[]> journal() {
        return List.copyOf(journal);
    }

    /** Writes row {@code sequence}; false if somebody was quicker. */
    boolean append(long sequence, byte[] row) {
        return sequence == count() + 1 && journal.add(row);
    }

    void save(ThreadState state) {
        saved.put(state.sequence(), snapshots.encode(state));
    }

    /** The state that the rows come to, from the last snapshot but {@code older}, or from the first row if there is none. */
    ThreadState recover(ThreadKey key, int older) {
        ThreadState state = ThreadState.unborn(key);
        List<byte[]> kept = List.copyOf(saved.values());
        if (older < kept.size()) {
            state = snapshots.decode(kept.get(kept.size() - 1 - older)).orElse(state);
        }
        for (byte[] row : journal.subList((int) state.sequence(), journal.size())) {
            state = ThreadEvolver.evolve(state, codec.decode(row));
        }
        return state;
    }

    @Override
    public Optional<ThreadState> snapshot(ThreadKey key, long sequence) {
        return Optional.ofNullable(saved.floorEntry(sequence)).flatMap(kept -> snapshots.decode(kept.getValue()));
    }

    @Override
    public List<ThreadRow> rows(ThreadKey key, long from, long to) {
        int last = (int) Math.min(to, journal.size());
        return from > last
                ? List.of()
                : journal.subList((int) from - 1, last).stream()
                        .map(codec::decode)
                        .toList();
    }
}
