package io.heddle.readside;

import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up how far threads are projected, and keeps two projectors from making the same thread at once. Stateless.
 *
 * <p>A thread with a row is guarded by the row's number, which a writer must know to change. One without has nothing to
 * guard it, so whoever may make or remove the row holds a lock on its name until the end of the transaction.
 */
final class IndexGuards {
    private static final String FIND = """
            SELECT i.tenant, i.thread_id, i.thread, c.sequence, i.gone
              FROM unnest(?::text[], ?::text[]) AS sought (tenant, thread_id)
              JOIN thread_index i ON i.tenant = sought.tenant AND i.thread_id = sought.thread_id
              JOIN thread_clock c ON c.thread = i.thread
            """;

    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('heddle thread ' || name, 0)) FROM unnest(?::text[]) AS name
            """;

    private IndexGuards() {}

    /** Those of the threads that have rows. */
    static Map<ThreadKey, IndexedThread> find(Connection connection, Collection<ThreadKey> keys) throws SQLException {
        List<ThreadKey> sought = List.copyOf(keys);
        Map<ThreadKey, IndexedThread> found = new HashMap<>();
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            SqlArrays arrays = new SqlArrays(connection, find, 1);
            arrays.texts(sought, key -> key.tenant().value());
            arrays.texts(sought, key -> key.thread().value());
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    ThreadKey key = new ThreadKey(new TenantId(rows.getString(1)), new ThreadId(rows.getString(2)));
                    found.put(key, new IndexedThread(rows.getLong(3), rows.getLong(4), rows.getBoolean(5)));
                }
            }
        }
        return found;
    }

    /** Locks names until the transaction ends, in one order for all, so that nobody waits in a circle. */
    static void lock(Connection connection, Collection<ThreadKey> keys) throws SQLException {
        List<String> names = keys.stream().map(ThreadKey::toString).sorted().toList();
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            new SqlArrays(connection, lock, 1).texts(names, name -> name);
            lock.execute();
        }
    }
}
