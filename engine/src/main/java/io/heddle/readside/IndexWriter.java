package io.heddle.readside;

import io.heddle.api.RunError;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what has changed of many threads with a handful of statements, whatever their number. Thread-safe.
 *
 * <p>The narrow rows come first: they tell whether anybody else was faster, before anything else is written.
 */
final class IndexWriter {
    private static final String MAKE = """
            INSERT INTO thread_index (tenant, thread_id, created_at, graph_id, metadata, metadata_text, config)
            SELECT tenant, thread_id, created_at, graph_id, metadata::jsonb, metadata_text, config
              FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS new (tenant, thread_id, created_at, graph_id, metadata, metadata_text, config)
                ON CONFLICT (tenant, thread_id) DO NOTHING
            RETURNING tenant, thread_id, thread
            """;

    private static final String START = """
            INSERT INTO thread_clock (thread, sequence, updated_at, state_updated_at, stated, rest, error, interrupts)
            SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::text[],
                                 ?::text[])
            """;

    private static final String MOVE = """
            UPDATE thread_clock AS c
               SET sequence = new.sequence, updated_at = new.updated_at, state_updated_at = new.state_updated_at,
                   stated = new.stated, rest = new.rest, error = new.error, interrupts = new.interrupts
              FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::text[],
                          ?::text[], ?::bigint[])
                AS new (thread, sequence, updated_at, state_updated_at, stated, rest, error, interrupts, expected)
             WHERE c.thread = new.thread AND c.sequence = new.expected
            """;

    private static final String DESCRIBE = """
            UPDATE thread_index AS i
               SET created_at = new.created_at, graph_id = new.graph_id, metadata = new.metadata::jsonb,
                   metadata_text = new.metadata_text, config = new.config, gone = new.gone
              FROM unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[])
                AS new (thread, created_at, graph_id, metadata, metadata_text, config, gone)
             WHERE i.thread = new.thread
            """;

    private static final String BUSY = """
            INSERT INTO thread_busy (thread, since, run)
            SELECT thread, since, run::uuid FROM unnest(?::bigint[], ?::bigint[], ?::text[]) AS new (thread, since, run)
                ON CONFLICT (thread) DO UPDATE SET since = excluded.since, run = excluded.run
            """;

    private static final String AT_REST = "DELETE FROM thread_busy WHERE thread = ANY (?::bigint[])";

    private static final String FORGET_CLOCK = """
            DELETE FROM thread_clock AS c USING unnest(?::bigint[], ?::bigint[]) AS old (thread, expected)
             WHERE c.thread = old.thread AND c.sequence = old.expected
            """;

    private static final String FORGET = "DELETE FROM thread_index WHERE thread = ANY (?::bigint[])";

    private final ChannelWriter channels = new ChannelWriter();

    /** @throws MovedMeanwhileException when a thread no longer stands where its change begins */
    void write(Connection connection, List<ThreadDelta> deltas) throws SQLException {
        List<ThreadDelta> made = make(
                connection, deltas.stream().filter(delta -> delta.thread() == 0).toList());
        List<ThreadDelta> moved =
                deltas.stream().filter(delta -> delta.thread() != 0).toList();
        start(connection, made);
        move(connection, moved);
        describe(connection, moved.stream().filter(ThreadDelta::described).toList(), false);
        List<ThreadDelta> all = new ArrayList<>(made);
        all.addAll(moved);
        channels.write(connection, all);
        busy(connection, all.stream().filter(ThreadDelta::busyChanged).toList());
        LifeWriter.write(connection, all);
    }

    /** Leaves nothing of a deleted thread but a mark. {@code end} is its state after the deletion. */
    void bury(Connection connection, IndexedThread thread, ThreadDelta end) throws SQLException {
        move(connection, List.of(end));
        describe(connection, List.of(end), true);
        forgetParts(connection, List.of(thread));
        LifeWriter.forgotten(connection, List.of(end.to()));
    }

    /** Leaves nothing of threads whose deletion the follower has passed. */
    void remove(Connection connection, List<IndexedThread> threads) throws SQLException {
        if (threads.isEmpty()) {
            return;
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET_CLOCK)) {
            SqlArrays arrays = new SqlArrays(connection, forget, 1);
            arrays.longs(threads, IndexedThread::thread);
            arrays.longs(threads, IndexedThread::sequence);
            all(threads.size(), forget.executeUpdate());
        }
        forgetParts(connection, threads);
        byThread(connection, FORGET, threads.stream().map(IndexedThread::thread).toList());
    }

    private List<ThreadDelta> make(Connection connection, List<ThreadDelta> deltas) throws SQLException {
        if (deltas.isEmpty()) {
            return deltas;
        }
        Map<ThreadKey, Long> numbers = new HashMap<>();
        try (PreparedStatement make = connection.prepareStatement(MAKE)) {
            SqlArrays arrays = new SqlArrays(connection, make, 1);
            arrays.texts(deltas, delta -> delta.key().tenant().value());
            arrays.texts(deltas, delta -> delta.key().thread().value());
            arrays.longs(deltas, delta -> delta.to().createdAt());
            described(arrays, deltas);
            try (ResultSet rows = make.executeQuery()) {
                while (rows.next()) {
                    numbers.put(
                            new ThreadKey(new TenantId(rows.getString(1)), new ThreadId(rows.getString(2))),
                            rows.getLong(3));
                }
            }
        }
        all(deltas.size(), numbers.size());
        return deltas.stream()
                .map(delta -> delta.numbered(numbers.getOrDefault(delta.key(), 0L)))
                .toList();
    }

    private static void start(Connection connection, List<ThreadDelta> deltas) throws SQLException {
        if (deltas.isEmpty()) {
            return;
        }
        try (PreparedStatement start = connection.prepareStatement(START)) {
            clock(new SqlArrays(connection, start, 1), deltas);
            start.executeUpdate();
        }
    }

    private static void move(Connection connection, List<ThreadDelta> deltas) throws SQLException {
        if (deltas.isEmpty()) {
            return;
        }
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            SqlArrays arrays = new SqlArrays(connection, move, 1);
            clock(arrays, deltas);
            arrays.longs(deltas, ThreadDelta::expected);
            all(deltas.size(), move.executeUpdate());
        }
    }

    private static void describe(Connection connection, List<ThreadDelta> deltas, boolean gone) throws SQLException {
        if (deltas.isEmpty()) {
            return;
        }
        try (PreparedStatement describe = connection.prepareStatement(DESCRIBE)) {
            SqlArrays arrays = new SqlArrays(connection, describe, 1);
            arrays.longs(deltas, ThreadDelta::thread);
            arrays.longs(deltas, delta -> delta.to().createdAt());
            described(arrays, deltas);
            arrays.flags(deltas, delta -> gone);
            describe.executeUpdate();
        }
    }

    private static void busy(Connection connection, List<ThreadDelta> deltas) throws SQLException {
        List<Long> atRest = new ArrayList<>();
        List<Long> threads = new ArrayList<>();
        List<ThreadDelta.Busy> busy = new ArrayList<>();
        for (ThreadDelta delta : deltas) {
            ThreadDelta.Busy now = delta.busy();
            if (now == null) {
                atRest.add(delta.thread());
            } else {
                threads.add(delta.thread());
                busy.add(now);
            }
        }
        byThread(connection, AT_REST, atRest);
        if (!busy.isEmpty()) {
            try (PreparedStatement upsert = connection.prepareStatement(BUSY)) {
                SqlArrays arrays = new SqlArrays(connection, upsert, 1);
                arrays.longs(threads, thread -> thread);
                arrays.longs(busy, ThreadDelta.Busy::since);
                arrays.texts(busy, now -> now.run().value());
                upsert.executeUpdate();
            }
        }
    }

    private static void clock(SqlArrays arrays, List<ThreadDelta> deltas) throws SQLException {
        arrays.longs(deltas, ThreadDelta::thread);
        arrays.longs(deltas, delta -> delta.to().sequence());
        arrays.longs(deltas, delta -> delta.to().updatedAt());
        arrays.longs(deltas, delta -> delta.to().stateUpdatedAt());
        arrays.flags(deltas, delta -> delta.to().root().head() != null);
        arrays.texts(deltas, delta -> delta.to().rest().wire());
        arrays.texts(deltas, delta -> error(delta.to().error()));
        arrays.texts(deltas, delta -> interrupts(ThreadViews.interrupts(delta.to())));
    }

    private static void described(SqlArrays arrays, List<ThreadDelta> deltas) throws SQLException {
        arrays.texts(deltas, delta -> delta.to().graphId());
        arrays.texts(deltas, delta -> JsonbText.of(delta.to().metadata()));
        arrays.texts(deltas, delta -> shownIfOther(delta.to()));
        arrays.texts(deltas, delta -> delta.to().config().toString());
    }

    private static @Nullable String shownIfOther(ThreadState state) {
        return JsonbText.replacement(state.metadata()) == null
                ? null
                : state.metadata().toString();
    }

    private static @Nullable String error(@Nullable RunError error) {
        return error == null
                ? null
                : new JsonAssembly()
                        .openObject()
                        .member("error", error.name())
                        .member("message", error.message())
                        .closeObject()
                        .done()
                        .toString();
    }

    private static @Nullable String interrupts(JsonValue interrupts) {
        return interrupts.equals(JsonValue.EMPTY_OBJECT) ? null : interrupts.toString();
    }

    private void forgetParts(Connection connection, List<IndexedThread> threads) throws SQLException {
        List<Long> numbers = threads.stream().map(IndexedThread::thread).toList();
        channels.forget(connection, numbers);
        byThread(connection, AT_REST, numbers);
        LifeWriter.forget(connection, numbers);
    }

    static void byThread(Connection connection, String sql, List<Long> threads) throws SQLException {
        if (!threads.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                new SqlArrays(connection, statement, 1).longs(threads, thread -> thread);
                statement.executeUpdate();
            }
        }
    }

    private static void all(int expected, int found) {
        if (found != expected) {
            throw new MovedMeanwhileException();
        }
    }
}
