package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.thread.ThreadState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes threads' rows in the index, from whatever they show to what the journal says.
 *
 * <p>Law: a thread's rows show exactly the state after the journal row numbered in them. So every step is the difference of
 * two states of committed rows, and repeating one, or losing a race for one, changes nothing. The follower takes each thread
 * as far as its batch, or at once as far as the thread itself has come; a request that must find its own write takes one
 * thread as far as the journal goes. Neither has to know of the other, nor look at the states between.
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

    /** Threads whose states are held, and whose changes are written, at once. */
    private static final int TOGETHER = 256;

    private final FreshStates fresh;
    private final FoldedThreads folded;
    private final IndexWriter writer = new IndexWriter();

    /** @param fresh the states of this node's own threads */
    public ThreadProjector(FreshStates fresh) {
        this(fresh, DEFAULT_CACHE_BYTES);
    }

    /** @param cacheBytes what states of recently used threads may hold in memory, roughly */
    ThreadProjector(FreshStates fresh, long cacheBytes) {
        this.fresh = fresh;
        this.folded = new FoldedThreads(new ThreadJournal(), cacheBytes);
    }

    /**
     * Takes each thread at least as far as its rows, all in the connection's transaction.
     *
     * @throws MovedMeanwhileException when another projector was faster; roll back and try again
     */
    void follow(Connection connection, List<ThreadSpan> batch) throws SQLException {
        prepare(connection);
        for (int from = 0; from < batch.size(); from += TOGETHER) {
            followTogether(connection, batch.subList(from, Math.min(from + TOGETHER, batch.size())));
        }
    }

    /** Takes one thread as far as the journal goes; a deleted one leaves a mark for the follower. */
    void catchUp(Connection connection, ThreadKey key) throws SQLException {
        prepare(connection);
        IndexGuards.lock(connection, List.of(key));
        IndexedThread guard = IndexGuards.find(connection, List.of(key)).get(key);
        ThreadState unborn = ThreadState.unborn(key);
        ThreadState shown = guard == null
                ? unborn
                : folded.at(connection, Map.of(key, guard.sequence())).getOrDefault(key, unborn);
        ThreadState start = guard == null
                ? folded.nearest(connection, Map.of(key, Long.MAX_VALUE)).getOrDefault(key, unborn)
                : shown;
        ThreadState end = folded.last(connection, start);
        if (end.sequence() == shown.sequence()) {
            return;
        }
        ThreadDelta delta = ThreadDelta.between(guard, shown, end);
        if (end.exists()) {
            writer.write(connection, List.of(delta));
        } else if (guard != null) {
            writer.bury(connection, guard, delta);
            LifeWriter.tokens(connection, List.of(shown));
        }
        folded.keep(end);
    }

    private void followTogether(Connection connection, List<ThreadSpan> spans) throws SQLException {
        Map<ThreadKey, IndexedThread> guards = guards(connection, spans);
        List<ThreadSpan> behind = new ArrayList<>();
        List<IndexedThread> passed = new ArrayList<>();
        for (ThreadSpan span : spans) {
            IndexedThread guard = guards.get(span.key());
            if (guard == null || guard.sequence() < span.last()) {
                behind.add(span);
            } else if (guard.gone() && guard.sequence() == span.last()) {
                passed.add(guard);
            }
        }
        Map<ThreadKey, ThreadState> shown = shown(connection, behind, guards);
        Map<ThreadKey, ThreadState> ends = ends(connection, behind, shown);
        List<ThreadDelta> deltas = new ArrayList<>();
        List<ThreadState> gone = new ArrayList<>();
        for (ThreadSpan span : behind) {
            ThreadKey key = span.key();
            ThreadState unborn = ThreadState.unborn(key);
            ThreadState end = ends.getOrDefault(key, unborn);
            IndexedThread guard = guards.get(key);
            if (end.exists()) {
                deltas.add(ThreadDelta.between(guard, shown.getOrDefault(key, unborn), end));
            } else {
                gone.add(end);
                if (guard != null) {
                    passed.add(guard);
                }
            }
        }
        LifeWriter.forgotten(connection, gone);
        LifeWriter.tokens(
                connection,
                gone.stream().map(end -> shown.getOrDefault(end.key(), end)).toList());
        writer.write(connection, deltas);
        writer.remove(connection, passed);
        deltas.forEach(delta -> folded.keep(delta.to()));
    }

    /** The states that the threads' rows show. */
    private Map<ThreadKey, ThreadState> shown(
            Connection connection, List<ThreadSpan> behind, Map<ThreadKey, IndexedThread> guards) throws SQLException {
        Map<ThreadKey, Long> sought = new HashMap<>();
        for (ThreadSpan span : behind) {
            IndexedThread guard = guards.get(span.key());
            if (guard != null) {
                sought.put(span.key(), guard.sequence());
            }
        }
        return folded.at(connection, sought);
    }

    /** The states that they are to show: a thread's own where it is here, else what the journal comes to. */
    private Map<ThreadKey, ThreadState> ends(
            Connection connection, List<ThreadSpan> behind, Map<ThreadKey, ThreadState> shown) throws SQLException {
        Map<ThreadKey, ThreadState> ends = new HashMap<>();
        Map<ThreadKey, ThreadState> starts = new HashMap<>();
        Map<ThreadKey, Long> unseen = new HashMap<>();
        Map<ThreadKey, Long> last = new HashMap<>();
        for (ThreadSpan span : behind) {
            ThreadState own = fresh.take(span.key(), span.last());
            if (own != null) {
                ends.put(span.key(), own);
                continue;
            }
            last.put(span.key(), span.last());
            ThreadState start = shown.get(span.key());
            if (start == null) {
                unseen.put(span.key(), span.last());
            } else {
                starts.put(span.key(), start);
            }
        }
        starts.putAll(folded.nearest(connection, unseen));
        folded.advance(connection, starts, last);
        ends.putAll(starts);
        return ends;
    }

    private static Map<ThreadKey, IndexedThread> guards(Connection connection, List<ThreadSpan> spans)
            throws SQLException {
        Set<ThreadKey> keys = new HashSet<>();
        spans.forEach(span -> keys.add(span.key()));
        Map<ThreadKey, IndexedThread> guards = IndexGuards.find(connection, keys);
        keys.removeAll(guards.keySet());
        if (!keys.isEmpty()) {
            IndexGuards.lock(connection, keys);
            guards.putAll(IndexGuards.find(connection, keys));
        }
        return guards;
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SETTINGS);
        }
    }
}
