package io.heddle.readside;

import io.heddle.api.RunId;
import io.heddle.api.ThreadTtl;
import io.heddle.thread.Run;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Writes when threads are over, and what of their journals nobody needs. Stateless. */
final class LifeWriter {
    private static final String LASTING = """
            INSERT INTO thread_expiry (thread, look_at, since, ttl_millis, sliding, strategy)
            SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[])
                ON CONFLICT (thread) DO UPDATE
               SET look_at = excluded.look_at, since = excluded.since, ttl_millis = excluded.ttl_millis,
                   sliding = excluded.sliding, strategy = excluded.strategy
            """;

    private static final String FOR_EVER = "DELETE FROM thread_expiry WHERE thread = ANY (?::bigint[])";
    private static final String UNUSED = "DELETE FROM thread_access WHERE thread = ANY (?::bigint[])";

    private static final String FORGOTTEN = """
            INSERT INTO thread_purge (persistence_id, below)
            SELECT * FROM unnest(?::text[], ?::bigint[])
                ON CONFLICT (persistence_id) DO UPDATE SET below = greatest(thread_purge.below, excluded.below)
            """;

    private static final String TOKENS = "DELETE FROM run_stream WHERE run = ANY (?::uuid[])";

    private LifeWriter() {}

    static void write(Connection connection, List<ThreadDelta> deltas) throws SQLException {
        List<ThreadDelta> changed =
                deltas.stream().filter(ThreadDelta::lifeChanged).toList();
        List<ThreadDelta> lasting =
                changed.stream().filter(delta -> delta.to().expiresAt() != null).toList();
        IndexWriter.byThread(
                connection,
                FOR_EVER,
                changed.stream()
                        .filter(delta -> delta.to().expiresAt() == null)
                        .map(ThreadDelta::thread)
                        .toList());
        if (!lasting.isEmpty()) {
            try (PreparedStatement write = connection.prepareStatement(LASTING)) {
                SqlArrays arrays = new SqlArrays(connection, write, 1);
                arrays.longs(lasting, ThreadDelta::thread);
                arrays.longs(lasting, delta -> end(delta.to()));
                arrays.longs(lasting, delta -> delta.to().life().ttlSince());
                arrays.longs(lasting, delta -> ttl(delta).lifetime().toMillis());
                arrays.flags(lasting, delta -> ttl(delta).sliding());
                arrays.texts(lasting, delta -> written(ttl(delta).strategy()));
                write.executeUpdate();
            }
        }
        forgotten(
                connection,
                deltas.stream()
                        .filter(ThreadDelta::pastForgotten)
                        .map(ThreadDelta::to)
                        .toList());
    }

    /** Leaves nothing of threads that are gone. */
    static void forget(Connection connection, List<Long> threads) throws SQLException {
        IndexWriter.byThread(connection, FOR_EVER, threads);
        IndexWriter.byThread(connection, UNUSED, threads);
    }

    /** Notes what of these threads' journals may go: all below the row that restates everything. */
    static void forgotten(Connection connection, Collection<ThreadState> threads) throws SQLException {
        List<ThreadState> rebased =
                threads.stream().filter(state -> state.life().rebased() > 1).toList();
        if (!rebased.isEmpty()) {
            try (PreparedStatement write = connection.prepareStatement(FORGOTTEN)) {
                SqlArrays arrays = new SqlArrays(connection, write, 1);
                arrays.texts(rebased, state -> ThreadSpan.idOf(state.key()));
                arrays.longs(rebased, state -> state.life().rebased());
                write.executeUpdate();
            }
        }
    }

    /** Deletes the live events of threads that are gone. */
    static void tokens(Connection connection, Collection<ThreadState> last) throws SQLException {
        List<RunId> kept = last.stream()
                .flatMap(state -> state.runs().values().stream())
                .filter(Run::resumable)
                .map(Run::id)
                .toList();
        if (!kept.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(TOKENS)) {
                new SqlArrays(connection, delete, 1).texts(kept, RunId::value);
                delete.executeUpdate();
            }
        }
    }

    static String written(ThreadTtl.Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT);
    }

    private static ThreadTtl ttl(ThreadDelta delta) {
        ThreadTtl ttl = delta.to().life().ttl();
        if (ttl == null) {
            throw new IllegalStateException("thread %s lives for ever".formatted(delta.key()));
        }
        return ttl;
    }

    private static long end(ThreadState state) {
        Long end = state.expiresAt();
        return end == null ? Long.MAX_VALUE : end;
    }
}
