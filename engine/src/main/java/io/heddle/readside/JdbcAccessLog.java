package io.heddle.readside;

import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.host.AccessLog;
import io.heddle.host.Accesses;
import io.heddle.jdbc.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts requests about threads in memory and adds what has gathered to the index every few seconds, many threads with one
 * statement. Requests about threads that the index does not know yet wait for the next time, and not for ever. Thread-safe;
 * what has gathered is guarded by its own lock and bounded.
 */
public final class JdbcAccessLog implements AccessLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcAccessLog.class);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    private static final Duration WAITS = Duration.ofMinutes(1);
    private static final int MOST = 100_000;

    private static final String ADD = """
            INSERT INTO thread_access AS a (thread, last_at, requests, user_name, client_address)
            SELECT i.thread, new.last_at, new.requests, new.user_name, new.client_address
              FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                AS new (tenant, thread_id, last_at, requests, user_name, client_address)
              JOIN thread_index i ON i.tenant = new.tenant AND i.thread_id = new.thread_id AND NOT i.gone
             ORDER BY i.thread
                ON CONFLICT (thread) DO UPDATE
               SET last_at = greatest(a.last_at, excluded.last_at), requests = a.requests + excluded.requests,
                   user_name = coalesce(excluded.user_name, a.user_name),
                   client_address = coalesce(excluded.client_address, a.client_address)
            RETURNING (SELECT i.tenant FROM thread_index i WHERE i.thread = a.thread),
                      (SELECT i.thread_id FROM thread_index i WHERE i.thread = a.thread)
            """;

    private static final String READ = """
            SELECT a.last_at, a.requests, a.user_name, a.client_address
              FROM thread_access a JOIN thread_index i ON i.thread = a.thread
             WHERE i.tenant = ? AND i.thread_id = ? AND NOT i.gone
            """;

    private final Database database;
    private final Map<ThreadKey, Accesses> gathered = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heddle-access-log").factory());

    public JdbcAccessLog(Database database) {
        this.database = database;
        var unused = timer.scheduleWithFixedDelay(
                this::addQuietly, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void accessed(ThreadKey key, Accesses more) {
        synchronized (gathered) {
            if (gathered.size() < MOST || gathered.containsKey(key)) {
                gathered.merge(key, more, Accesses::and);
            }
        }
    }

    @Override
    public CompletionStage<Optional<Accesses>> of(ThreadKey key) {
        return database.call(connection -> {
            Accesses stored = read(connection, key);
            Accesses waiting;
            synchronized (gathered) {
                waiting = gathered.get(key);
            }
            return Optional.ofNullable(stored == null ? waiting : waiting == null ? stored : stored.and(waiting));
        });
    }

    /** Adds what has gathered to the index. Blocking. */
    void add() {
        Map<ThreadKey, Accesses> taken;
        synchronized (gathered) {
            taken = new HashMap<>(gathered);
            gathered.clear();
        }
        if (taken.isEmpty()) {
            return;
        }
        try {
            Set<ThreadKey> added = database.transact(connection -> add(connection, taken))
                    .toCompletableFuture()
                    .join();
            taken.keySet().removeAll(added);
        } finally {
            putBack(taken);
        }
    }

    private void putBack(Map<ThreadKey, Accesses> left) {
        Instant old = Instant.now().minus(WAITS);
        left.values().removeIf(accesses -> accesses.last().isBefore(old));
        left.forEach(this::accessed);
    }

    private void addQuietly() {
        try {
            add();
        } catch (RuntimeException e) {
            LOG.warn("requests about threads not counted in the database; tried again soon", e);
        }
    }

    private static Set<ThreadKey> add(Connection connection, Map<ThreadKey, Accesses> taken) throws SQLException {
        List<Map.Entry<ThreadKey, Accesses>> all = List.copyOf(taken.entrySet());
        Set<ThreadKey> added = new HashSet<>();
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            SqlArrays arrays = new SqlArrays(connection, add, 1);
            arrays.texts(all, one -> one.getKey().tenant().value());
            arrays.texts(all, one -> one.getKey().thread().value());
            arrays.longs(all, one -> one.getValue().last().toEpochMilli());
            arrays.longs(all, one -> one.getValue().count());
            arrays.texts(all, one -> one.getValue().user());
            arrays.texts(all, one -> one.getValue().clientAddress());
            try (ResultSet rows = add.executeQuery()) {
                while (rows.next()) {
                    added.add(new ThreadKey(new TenantId(rows.getString(1)), new ThreadId(rows.getString(2))));
                }
            }
        }
        return added;
    }

    private static @Nullable Accesses read(Connection connection, ThreadKey key) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, key.tenant().value());
            read.setString(2, key.thread().value());
            try (ResultSet row = read.executeQuery()) {
                return row.next()
                        ? new Accesses(
                                Instant.ofEpochMilli(row.getLong(1)),
                                row.getLong(2),
                                row.getString(3),
                                row.getString(4))
                        : null;
            }
        }
    }

    /** Adds what has gathered once more; call it while the database still answers. */
    @Override
    public void close() {
        timer.shutdown();
        addQuietly();
    }
}
