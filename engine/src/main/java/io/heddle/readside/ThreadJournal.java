package io.heddle.readside;

import io.heddle.api.ProblemException;
import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.codec.RowManifest;
import io.heddle.codec.SnapshotCodec;
import io.heddle.codec.UnreadableRowException;
import io.heddle.jdbc.JournalReader;
import io.heddle.jdbc.JournalRow;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Threads' rows and snapshots on somebody's connection. Thread-safe: keeps nothing. */
final class ThreadJournal {
    private static final String KIND = "thread|";
    private static final int PAGE = 200;

    private static final String SNAPSHOT = """
            SELECT sequence_number, snapshot_ser_manifest, snapshot_payload
              FROM snapshot
             WHERE persistence_id = ? AND sequence_number <= ?
             ORDER BY sequence_number DESC
             LIMIT 1
            """;

    private final EventCodec events = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();

    /** The name under which a thread's rows stand in the journal. */
    static String idOf(ThreadKey key) {
        return KIND + key;
    }

    /** The thread that a journal row belongs to; empty for rows of other kinds. */
    static Optional<ThreadKey> keyOf(JournalRow row) {
        try {
            return row.persistenceId().startsWith(KIND)
                    ? Optional.of(ThreadKey.parse(row.persistenceId().substring(KIND.length())))
                    : Optional.empty();
        } catch (ProblemException noThread) {
            return Optional.empty();
        }
    }

    /** @throws UnreadableRowException when a newer Heddle wrote the row, or when it is damaged */
    ThreadRow decode(JournalRow row) {
        if (!row.manifest().equals(RowManifest.ROW)) {
            throw new NewerRowException(row);
        }
        return events.decode(row.payload());
    }

    /** The newest snapshot that is not beyond {@code sequence} and that this version can read. */
    Optional<ThreadState> snapshot(Connection connection, ThreadKey key, long sequence) throws SQLException {
        long below = sequence;
        try (PreparedStatement newest = connection.prepareStatement(SNAPSHOT)) {
            while (below > 0) {
                newest.setString(1, idOf(key));
                newest.setLong(2, below);
                try (ResultSet row = newest.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    long at = row.getLong(1);
                    Optional<ThreadState> state = row.getString(2).equals(RowManifest.SNAPSHOT)
                            ? snapshots.decode(row.getBytes(3))
                            : Optional.empty();
                    if (state.isPresent()
                            && state.get().sequence() == at
                            && state.get().key().equals(key)) {
                        return state;
                    }
                    below = at - 1;
                }
            }
        }
        return Optional.empty();
    }

    /** Rows {@code from} to {@code to}, both included, as many as there are. */
    List<ThreadRow> rows(Connection connection, ThreadKey key, long from, long to) throws SQLException {
        List<ThreadRow> rows = new ArrayList<>();
        long next = from;
        while (next <= to) {
            List<JournalRow> page = JournalReader.page(connection, idOf(key), next, to, PAGE);
            for (JournalRow row : page) {
                if (row.sequence() != next) {
                    throw new JournalGapException(key, next, row.sequence());
                }
                rows.add(decode(row));
                next++;
            }
            if (page.size() < PAGE) {
                return rows;
            }
        }
        return rows;
    }
}
