package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.graph.GraphCatalog;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes threads' rows in the index, from whatever they show to what the journal says.
 *
 * <p>Law: a thread's rows show exactly the state after the journal row numbered in them. So every step is the difference of
 * two states folded from the journal, and repeating one, or losing a race for one, changes nothing. The follower takes each
 * thread as far as its batch; a request that must find its own write takes one thread as far as the journal goes. Neither
 * has to know of the other.
 *
 * <p>Thread-safe. Loses nothing in a crash of the server by not waiting for its disk: rows and offset are lost together, and
 * written again.
 */
public final class ThreadProjector {
    /** What recently used threads may hold in memory, roughly. */
    static final long DEFAULT_CACHE_BYTES = 64L << 20;

    /**
     * Rows are found by their keys, always. Left to itself the planner reads whole tables while they are small, and keeps to
     * that plan until it hears that they have grown.
     */
    private static final String SETTINGS = """
            SET LOCAL synchronous_commit TO off;
            SET LOCAL enable_seqscan TO off;
            SET LOCAL enable_hashjoin TO off;
            SET LOCAL enable_mergejoin TO off
            """;

    private final ThreadJournal journal = new ThreadJournal();
    private final FoldedThreads folded;
    private final ThreadViews views;
    private final IndexWriter writer = new IndexWriter();

    public ThreadProjector(GraphCatalog graphs) {
        this(graphs, DEFAULT_CACHE_BYTES);
    }

    /** @param cacheBytes what states of recently used threads may hold in memory, roughly */
    public ThreadProjector(GraphCatalog graphs, long cacheBytes) {
        this.views = new ThreadViews(graphs);
        this.folded = new FoldedThreads(journal, cacheBytes);
    }

    ThreadJournal journal() {
        return journal;
    }

    /**
     * Takes each thread as far as its rows, all in the connection's transaction.
     *
     * @throws MovedMeanwhileException when another projector was faster; roll back and try again
     */
    void follow(Connection connection, Collection<ThreadRows> batch) throws SQLException {
        prepare(connection);
        Map<ThreadKey, IndexedThread> guards = guards(connection, batch);
        List<ThreadDelta> deltas = new ArrayList<>();
        List<IndexedThread> passed = new ArrayList<>();
        for (ThreadRows rows : batch) {
            IndexedThread guard = guards.get(rows.key());
            if (guard == null || guard.sequence() < rows.last()) {
                ThreadDelta delta = delta(connection, guard, rows);
                if (delta.to().exists()) {
                    deltas.add(delta);
                } else if (guard != null) {
                    passed.add(guard);
                }
            } else if (guard.gone() && guard.sequence() == rows.last()) {
                passed.add(guard);
            }
        }
        writer.write(connection, deltas);
        writer.remove(connection, passed);
        deltas.forEach(delta -> folded.keep(delta.to()));
    }

    /** Takes one thread as far as the journal goes; a deleted one leaves a mark for the follower. */
    void catchUp(Connection connection, ThreadKey key) throws SQLException {
        prepare(connection);
        IndexGuards.lock(connection, List.of(key));
        IndexedThread guard = IndexGuards.find(connection, List.of(key)).get(key);
        ThreadState start = guard == null
                ? folded.nearest(connection, key, Long.MAX_VALUE)
                : folded.at(connection, key, guard.sequence());
        List<ThreadRow> rows = journal.rows(connection, key, start.sequence() + 1, Long.MAX_VALUE);
        if (rows.isEmpty() && (guard != null || !start.exists())) {
            return;
        }
        ThreadDelta delta = delta(key, guard, start, FoldedThreads.after(start, rows));
        if (delta.to().exists()) {
            writer.write(connection, List.of(delta));
        } else if (guard != null) {
            writer.bury(connection, guard, delta);
        }
        folded.keep(delta.to());
    }

    private Map<ThreadKey, IndexedThread> guards(Connection connection, Collection<ThreadRows> batch)
            throws SQLException {
        Set<ThreadKey> keys = new HashSet<>();
        batch.forEach(rows -> keys.add(rows.key()));
        Map<ThreadKey, IndexedThread> guards = IndexGuards.find(connection, keys);
        keys.removeAll(guards.keySet());
        if (!keys.isEmpty()) {
            IndexGuards.lock(connection, keys);
            guards.putAll(IndexGuards.find(connection, keys));
        }
        return guards;
    }

    private ThreadDelta delta(Connection connection, @Nullable IndexedThread guard, ThreadRows rows)
            throws SQLException {
        ThreadState start = guard == null
                ? folded.nearest(connection, rows.key(), rows.last())
                : folded.at(connection, rows.key(), guard.sequence());
        ThreadState before =
                start.sequence() + 1 < rows.first() ? folded.at(connection, rows.key(), rows.first() - 1) : start;
        return delta(rows.key(), guard, start, FoldedThreads.after(before, rows.after(before.sequence(), journal)));
    }

    private ThreadDelta delta(ThreadKey key, @Nullable IndexedThread guard, ThreadState start, ThreadState to) {
        return guard == null
                ? ThreadDelta.between(0, 0, ThreadState.unborn(key), to, views.thread(to))
                : ThreadDelta.between(guard.thread(), guard.sequence(), start, to, views.thread(to));
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }
}
