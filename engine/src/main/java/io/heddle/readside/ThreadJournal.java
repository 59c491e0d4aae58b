package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.codec.RowManifest;
import io.heddle.codec.SnapshotCodec;
import io.heddle.codec.UnreadableRowException;
import io.heddle.jdbc.JournalReader;
import io.heddle.jdbc.JournalRow;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Threads' rows and snapshots, of many threads with one statement, in somebody's transaction. Thread-safe: keeps nothing.
 */
final class ThreadJournal {
    /** Rows held at once while many threads are folded; each may hold 64 kB. */
    private static final int FETCH = 200;

    private static final String SNAPSHOTS = """
            SELECT kept.persistence_id, kept.sequence_number, kept.snapshot_ser_manifest, kept.snapshot_payload
              FROM unnest(?::text[], ?::bigint[]) AS sought (id, sequence)
             CROSS JOIN LATERAL (
                   SELECT persistence_id, sequence_number, snapshot_ser_manifest, snapshot_payload
                     FROM snapshot
                    WHERE persistence_id = sought.id AND sequence_number <= sought.sequence
                    ORDER BY sequence_number DESC
                    LIMIT 1) AS kept
            """;

    private static final String ROWS = """
            SELECT event.*
              FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS sought (id, first, last)
             CROSS JOIN LATERAL (
                   SELECT %s
                     FROM event_journal
                    WHERE persistence_id = sought.id AND sequence_number BETWEEN sought.first AND sought.last
                      AND NOT deleted
                    ORDER BY sequence_number) AS event
            """.formatted(JournalRow.COLUMNS);

    private final EventCodec events = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();

    /** The newest kept state of each thread that is not beyond the row sought for it and that this version can read. */
    Map<ThreadKey, ThreadState> snapshots(Connection connection, Map<ThreadKey, Long> sought) throws SQLException {
        Map<ThreadKey, ThreadState> found = new HashMap<>();
        Map<ThreadKey, Long> below = sought;
        while (!below.isEmpty()) {
            below = newest(connection, below, found);
        }
        return found;
    }

    /** @return whose newest snapshot cannot be read, and the row before it */
    private Map<ThreadKey, Long> newest(
            Connection connection, Map<ThreadKey, Long> sought, Map<ThreadKey, ThreadState> found) throws SQLException {
        Map<ThreadKey, Long> unreadable = new HashMap<>();
        Map<String, ThreadKey> keys = new HashMap<>();
        sought.keySet().forEach(key -> keys.put(ThreadSpan.idOf(key), key));
        List<Map.Entry<ThreadKey, Long>> threads = List.copyOf(sought.entrySet());
        try (PreparedStatement newest = connection.prepareStatement(SNAPSHOTS)) {
            newest.setFetchSize(1);
            SqlArrays arrays = new SqlArrays(connection, newest, 1);
            arrays.texts(threads, thread -> ThreadSpan.idOf(thread.getKey()));
            arrays.longs(threads, Map.Entry::getValue);
            try (ResultSet rows = newest.executeQuery()) {
                while (rows.next()) {
                    ThreadKey key = Objects.requireNonNull(keys.get(rows.getString(1)));
                    long at = rows.getLong(2);
                    Optional<ThreadState> state = rows.getString(3).equals(RowManifest.SNAPSHOT)
                            ? snapshots.decode(rows.getBytes(4))
                            : Optional.empty();
                    if (state.isPresent()
                            && state.get().sequence() == at
                            && state.get().key().equals(key)) {
                        found.put(key, state.get());
                    } else {
                        unreadable.put(key, at - 1);
                    }
                }
            }
        }
        return unreadable;
    }

    /**
     * Takes each state on by the rows that follow it, up to the row sought for its thread or as far as there are any.
     *
     * @throws UnreadableRowException when a newer Heddle wrote a row, or when it is damaged
     */
    void fold(Connection connection, Map<ThreadKey, ThreadState> states, Map<ThreadKey, Long> sought)
            throws SQLException {
        List<ThreadState> behind = states.values().stream()
                .filter(state -> state.sequence() < sought.getOrDefault(state.key(), 0L))
                .toList();
        if (behind.isEmpty()) {
            return;
        }
        Map<String, ThreadKey> keys = new HashMap<>();
        behind.forEach(state -> keys.put(ThreadSpan.idOf(state.key()), state.key()));
        try (PreparedStatement following = connection.prepareStatement(ROWS)) {
            following.setFetchSize(FETCH);
            SqlArrays arrays = new SqlArrays(connection, following, 1);
            arrays.texts(behind, state -> ThreadSpan.idOf(state.key()));
            arrays.longs(behind, state -> state.sequence() + 1);
            arrays.longs(behind, state -> sought.getOrDefault(state.key(), 0L));
            try (ResultSet rows = following.executeQuery()) {
                while (rows.next()) {
                    JournalRow row = JournalRow.from(rows, 1);
                    ThreadKey key = Objects.requireNonNull(keys.get(row.persistenceId()));
                    states.computeIfPresent(key, (same, state) -> after(state, row));
                }
            }
        }
    }

    /** Rows {@code from} to {@code to} of a thread, both included, as many as there are. */
    List<ThreadRow> rows(Connection connection, ThreadKey key, long from, long to) throws SQLException {
        List<ThreadRow> rows = new ArrayList<>();
        long next = from;
        while (next <= to) {
            List<JournalRow> page = JournalReader.page(connection, ThreadSpan.idOf(key), next, to, FETCH);
            for (JournalRow row : page) {
                rows.add(decode(row, key, next));
                next = row.sequence() + 1;
            }
            if (page.size() < FETCH) {
                return rows;
            }
        }
        return rows;
    }

    private ThreadState after(ThreadState state, JournalRow row) {
        ThreadState next = ThreadEvolver.evolve(state, decode(row, state.key(), state.sequence() + 1));
        if (next.sequence() != row.sequence()) {
            throw new JournalGapException(state.key(), state.sequence() + 1, row.sequence());
        }
        return next;
    }

    /** Only at its beginning may rows of a journal be missing: those that the thread has forgotten. */
    private ThreadRow decode(JournalRow row, ThreadKey key, long expected) {
        if (row.sequence() != expected && expected > 1) {
            throw new JournalGapException(key, expected, row.sequence());
        }
        if (!RowManifest.isRow(row.manifest())) {
            throw new NewerRowException(row);
        }
        return events.decode(row.payload());
    }
}
