package io.heddle.readside;

import io.heddle.api.StorageView;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.host.Retention;
import io.heddle.host.StorageFigures;
import io.heddle.jdbc.Database;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/**
 * How long threads are kept in PostgreSQL. Thread-safe.
 *
 * <p>Laws: rows of a journal go only when a later row restates everything, when the index has passed that row, and when no
 * copy reads them. Who makes a copy and who removes rows hold a lock on the journal's name, so neither overlooks the other.
 */
public final class JdbcRetention implements Retention {
    /** How long nobody else looks at a thread that somebody has been told of. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** How long a copy may take to be made before it is taken for one that never was. */
    private static final Duration UNBORN = Duration.ofHours(1);

    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('heddle past ' || ?, 0))";

    private static final String SHARE = """
            INSERT INTO thread_fork (copy, source, made_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String EXPIRED = """
            UPDATE thread_expiry AS e SET look_at = ?
              FROM (SELECT thread FROM thread_expiry WHERE look_at <= ?
                     ORDER BY look_at LIMIT ? FOR UPDATE SKIP LOCKED) AS due, thread_index i
             WHERE e.thread = due.thread AND i.thread = due.thread
            RETURNING i.tenant, i.thread_id
            """;

    private static final String LOOK_AGAIN = """
            UPDATE thread_expiry AS e SET look_at = ?
              FROM thread_index i
             WHERE i.tenant = ? AND i.thread_id = ? AND e.thread = i.thread
            """;

    private static final String PURGEABLE = """
            SELECT persistence_id, below FROM thread_purge p
             WHERE NOT EXISTS (SELECT FROM thread_fork f WHERE f.source = p.persistence_id)
             ORDER BY persistence_id
             LIMIT ?
            """;

    private static final String SHARED = "SELECT EXISTS (SELECT FROM thread_fork WHERE source = ?)";

    private static final String ROWS = "DELETE FROM event_journal WHERE persistence_id = ? AND sequence_number < ?";

    private static final String SNAPSHOTS = "DELETE FROM snapshot WHERE persistence_id = ? AND sequence_number < ?";

    /** A copy that was made after the row under the same name is another one. */
    private static final String RELEASE = """
            DELETE FROM thread_fork f
             WHERE f.copy = ?
               AND f.made_at <= (SELECT write_timestamp FROM event_journal
                                  WHERE persistence_id = f.copy AND sequence_number = ?)
            """;

    private static final String DONE = "DELETE FROM thread_purge WHERE persistence_id = ? AND below <= ?";

    private static final String UNBORN_COPIES = """
            DELETE FROM thread_fork f
             WHERE f.made_at < ?
               AND NOT EXISTS (SELECT FROM event_journal WHERE persistence_id = f.copy)
            """;

    private static final String STORED = """
            SELECT (SELECT count(*) FROM event_journal WHERE persistence_id = k.id),
                   (SELECT coalesce(sum(octet_length(event_payload)), 0) FROM event_journal WHERE persistence_id = k.id),
                   (SELECT count(*) FROM snapshot WHERE persistence_id = k.id),
                   (SELECT coalesce(sum(octet_length(snapshot_payload)), 0) FROM snapshot WHERE persistence_id = k.id)
              FROM (SELECT ?::text AS id) AS k
            """;

    private final Database database;
    private final Clock clock;
    private final FoldedThreads folded = new FoldedThreads(new ThreadJournal(), 0);

    public JdbcRetention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Void> share(ThreadKey source, ThreadKey copy) {
        return database.transact(connection -> {
                    lock(connection, ThreadSpan.idOf(source));
                    try (PreparedStatement share = connection.prepareStatement(SHARE)) {
                        share.setString(1, ThreadSpan.idOf(copy));
                        share.setString(2, ThreadSpan.idOf(source));
                        share.setLong(3, clock.millis());
                        return share.executeUpdate();
                    }
                })
                .thenAccept(shared -> {});
    }

    @Override
    public CompletionStage<List<ThreadKey>> expired(Instant now, int limit) {
        return database.transact(connection -> {
            List<ThreadKey> keys = new ArrayList<>();
            try (PreparedStatement expired = connection.prepareStatement(EXPIRED)) {
                expired.setLong(1, now.plus(LEASE).toEpochMilli());
                expired.setLong(2, now.toEpochMilli());
                expired.setInt(3, limit);
                try (ResultSet rows = expired.executeQuery()) {
                    while (rows.next()) {
                        keys.add(new ThreadKey(new TenantId(rows.getString(1)), new ThreadId(rows.getString(2))));
                    }
                }
            }
            return keys;
        });
    }

    @Override
    public CompletionStage<Void> lookAgain(ThreadKey key, Instant when) {
        return database.transact(connection -> {
                    try (PreparedStatement again = connection.prepareStatement(LOOK_AGAIN)) {
                        again.setLong(1, when.toEpochMilli());
                        again.setString(2, key.tenant().value());
                        again.setString(3, key.thread().value());
                        return again.executeUpdate();
                    }
                })
                .thenAccept(looked -> {});
    }

    @Override
    public CompletionStage<Integer> purge(int limit) {
        return database.call(connection -> purgeable(connection, limit))
                .thenApplyAsync(this::purged)
                .thenCombine(
                        database.transact(connection -> changed(
                                connection,
                                UNBORN_COPIES,
                                clock.instant().minus(UNBORN).toEpochMilli())),
                        (purged, unborn) -> purged);
    }

    @Override
    public CompletionStage<StorageView> storage(ThreadKey key) {
        return database.transact(connection -> {
            ThreadState state = folded.last(
                    connection,
                    folded.nearest(connection, Map.of(key, Long.MAX_VALUE)).getOrDefault(key, ThreadState.unborn(key)));
            try (PreparedStatement stored = connection.prepareStatement(STORED)) {
                stored.setString(1, ThreadSpan.idOf(key));
                try (ResultSet row = stored.executeQuery()) {
                    row.next();
                    return StorageFigures.of(state, row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
                }
            }
        });
    }

    private static Map<String, Long> purgeable(Connection connection, int limit) throws SQLException {
        Map<String, Long> found = new TreeMap<>();
        try (PreparedStatement purgeable = connection.prepareStatement(PURGEABLE)) {
            purgeable.setInt(1, limit);
            try (ResultSet rows = purgeable.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return found;
    }

    /** Each in a transaction of its own, so that a long past holds up nobody else's. */
    private int purged(Map<String, Long> journals) {
        int purged = 0;
        for (Map.Entry<String, Long> journal : journals.entrySet()) {
            boolean gone = database.transact(connection -> purge(connection, journal.getKey(), journal.getValue()))
                    .toCompletableFuture()
                    .join();
            purged += gone ? 1 : 0;
        }
        return purged;
    }

    private static boolean purge(Connection connection, String journal, long below) throws SQLException {
        lock(connection, journal);
        try (PreparedStatement shared = connection.prepareStatement(SHARED)) {
            shared.setString(1, journal);
            try (ResultSet row = shared.executeQuery()) {
                row.next();
                if (row.getBoolean(1)) {
                    return false;
                }
            }
        }
        changed(connection, SNAPSHOTS, journal, below);
        changed(connection, ROWS, journal, below);
        changed(connection, RELEASE, journal, below);
        return changed(connection, DONE, journal, below) > 0;
    }

    private static void lock(Connection connection, String journal) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setString(1, journal);
            lock.execute();
        }
    }

    private static int changed(Connection connection, String sql, String journal, long row) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setString(1, journal);
            change.setLong(2, row);
            return change.executeUpdate();
        }
    }

    private static int changed(Connection connection, String sql, long time) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setLong(1, time);
            return change.executeUpdate();
        }
    }
}
