package io.heddle.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded line before the journal: a few writer threads take what waits and hand it to {@link JournalCommit}. Nothing
 * lingers for company, so a lone write goes at once and a crowd shares one flush: another writer joins those at work only
 * for a batch that is worth a flush of its own.
 *
 * <p>Thread-safe: the line, its bytes and the number of busy writers are guarded by {@code lock}. The writers are platform
 * threads (user nodes may hog the carriers of virtual ones), started on demand and gone when idle, so nobody has to close
 * this. A full line refuses at once.
 */
final class JournalQueue {

    /** A flush costs the server about as much as this many rows. */
    private static final int WORTH_A_FLUSH = 32;

    private final JournalCommit commit;
    private final Limits limits;
    private final JournalStats stats;
    private final ThreadPoolExecutor writers;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<JournalWrite> line = new ArrayDeque<>();
    private long waitingBytes;
    private int busyWriters;

    JournalQueue(JournalCommit commit, Limits limits, JournalStats stats) {
        this.commit = commit;
        this.limits = limits;
        this.stats = stats;
        this.writers = new ThreadPoolExecutor(
                limits.writers(),
                limits.writers(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("heddle-journal-", 1).factory());
        writers.allowCoreThreadTimeOut(true);
    }

    /**
     * Completes on a writer thread, so callbacks must be short. Two writes of one persistence id that wait at the same time
     * may be committed in either order; an event-sourced actor never has two.
     */
    CompletableFuture<Void> write(JournalWrite write) {
        boolean wake;
        lock.lock();
        try {
            boolean tooMany = line.size() >= limits.queueWrites();
            boolean tooMuch = !line.isEmpty() && waitingBytes + write.bytes() > limits.queueBytes();
            if (tooMany || tooMuch) {
                stats.overloaded.increment();
                return CompletableFuture.failedFuture(new JournalWriteException.Overloaded(line.size(), waitingBytes));
            }
            line.add(write);
            waitingBytes += write.bytes();
            wake = busyWriters < limits.writers() && isWorthAFlush(busyWriters);
            if (wake) {
                busyWriters++;
            }
        } finally {
            lock.unlock();
        }
        if (wake) {
            writers.execute(this::writeUntilNothingWaits);
        }
        return write.done();
    }

    private void writeUntilNothingWaits() {
        for (List<JournalWrite> batch = take(); !batch.isEmpty(); batch = take()) {
            commit.write(batch);
        }
    }

    /** The next batch; an empty one gives this writer's place back. */
    private List<JournalWrite> take() {
        List<JournalWrite> batch = new ArrayList<>();
        int rows = 0;
        long bytes = 0;
        lock.lock();
        try {
            boolean worth = isWorthAFlush(busyWriters - 1);
            for (JournalWrite next = line.peek(); worth && next != null; next = line.peek()) {
                rows += next.rows().size();
                bytes += next.bytes();
                if (!batch.isEmpty() && (rows > limits.batchRows() || bytes > limits.batchBytes())) {
                    break;
                }
                batch.add(line.remove());
                waitingBytes -= next.bytes();
            }
            if (batch.isEmpty()) {
                busyWriters--;
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Whether one more writer beside {@code others} shall write what waits; else they take it when they come back. */
    private boolean isWorthAFlush(int others) {
        return others == 0 || line.size() >= WORTH_A_FLUSH;
    }

    /** A single write above a batch's limit is a batch by itself; one above the line's bytes is let in when it is alone. */
    record Limits(int writers, int batchRows, long batchBytes, int queueWrites, long queueBytes) {}
}
