package io.heddle.readside;

import com.fasterxml.uuid.Generators;
import io.heddle.api.RunId;
import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadKey;
import io.heddle.host.TokenLog;
import io.heddle.jdbc.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live events in PostgreSQL. One thread takes whatever waits, never waiting for more, and writes it with one commit; while
 * it does, more gathers, so batches grow with the load and a lone token is not held up.
 *
 * <p>Thread-safe; the queue is the only shared thing. A viewer must see his tokens even when they cannot be kept, so an event
 * is let through unkept, and counted, when the queue is full or the database does not answer: that loses the chance to read
 * it again, nothing else. After a failure the database is left alone for a second.
 */
public final class JdbcTokenLog implements TokenLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcTokenLog.class);
    private static final int EVENTS_OF_A_ROW = 64;
    private static final int EVENTS_OF_A_BATCH = 2_048;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final Database database;
    private final Clock clock;
    private final BlockingQueue<Waiting> queue;
    private final TokenRetention retention;
    private final Unkept unkept = new Unkept();
    private final Thread writer;
    private volatile boolean closed;
    private long resumeAtNanos = System.nanoTime();

    /** Starts writing. {@code retention} is how long events are kept, {@code waiting} how many may wait to be written. */
    public JdbcTokenLog(Database database, Clock clock, Duration retention, int waiting) {
        this.database = database;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(waiting);
        this.retention = new TokenRetention(database, clock, retention);
        this.writer = Thread.ofPlatform().daemon().name("heddle-token-log").start(this::write);
    }

    @Override
    public void keep(ThreadKey key, RunId run, StreamFrame frame, Runnable kept) {
        Waiting waiting = new Waiting(place(key, run), frame, kept);
        if (closed || !queue.offer(waiting)) {
            unkept.add(1, "too many events wait to be written", null);
            kept.run();
        } else if (closed) {
            // It may have come after the writer's last look.
            letThrough();
        }
    }

    @Override
    public List<StreamFrame> read(ThreadKey key, RunId run, long after) {
        return database.callNow(connection -> RunStreamTable.read(connection, place(key, run), after));
    }

    /** Callers may choose run ids, so two threads may have the same one: what is kept belongs to a run of a thread. */
    private static RunId place(ThreadKey key, RunId run) {
        return RunId.of(
                Generators.nameBasedGenerator(UUID.fromString(run.value())).generate(key.toString()));
    }

    /** Events let through without being kept, since the start. */
    public long unkept() {
        return unkept.count();
    }

    /** Deletes what is older than the retention, in small slices; called by a timer of its own too. */
    public int forgetOld() {
        return retention.forgetOld();
    }

    /** Writes what waits, for five seconds at most; later events are let through unkept. */
    @Override
    public void close() {
        closed = true;
        retention.close();
        try {
            if (!writer.join(LAST_WRITES)) {
                writer.interrupt();
                writer.join(LAST_WRITES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letThrough();
    }

    /** What the writer no longer takes. */
    private void letThrough() {
        if (!writer.isAlive()) {
            List<Waiting> left = new ArrayList<>();
            queue.drainTo(left);
            if (!left.isEmpty()) {
                unkept.add(left.size(), "the node stops", null);
                left.forEach(JdbcTokenLog::letThrough);
            }
        }
    }

    private void write() {
        try {
            while (!closed || !queue.isEmpty()) {
                Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Waiting> batch = new ArrayList<>();
                    batch.add(first);
                    queue.drainTo(batch, EVENTS_OF_A_BATCH - 1);
                    keep(batch);
                    batch.forEach(JdbcTokenLog::letThrough);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(List<Waiting> batch) {
        if (System.nanoTime() - resumeAtNanos < 0) {
            unkept.add(batch.size(), "the database failed a moment ago", null);
            return;
        }
        try {
            List<RunStreamTable.Chunk> chunks = chunks(batch);
            long now = clock.millis();
            database.callNow(connection -> {
                RunStreamTable.insert(connection, chunks, now);
                return chunks.size();
            });
            unkept.over();
        } catch (RuntimeException e) {
            resumeAtNanos = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
            unkept.add(batch.size(), "the database does not take them", e);
        }
    }

    private static List<RunStreamTable.Chunk> chunks(List<Waiting> batch) {
        Map<RunId, List<StreamFrame>> byRun = new LinkedHashMap<>();
        batch.forEach(waiting ->
                byRun.computeIfAbsent(waiting.run(), run -> new ArrayList<>()).add(waiting.frame()));
        List<RunStreamTable.Chunk> chunks = new ArrayList<>();
        byRun.forEach((run, frames) -> {
            for (int from = 0; from < frames.size(); from += EVENTS_OF_A_ROW) {
                int to = Math.min(frames.size(), from + EVENTS_OF_A_ROW);
                chunks.add(new RunStreamTable.Chunk(run, List.copyOf(frames.subList(from, to))));
            }
        });
        return chunks;
    }

    private static void letThrough(Waiting waiting) {
        try {
            waiting.kept().run();
        } catch (RuntimeException e) {
            LOG.warn(
                    "a stream event could not be handed on run={} event={}",
                    waiting.run(),
                    waiting.frame().id(),
                    e);
        }
    }

    private record Waiting(RunId run, StreamFrame frame, Runnable kept) {}
}
