package io.heddle.readside;

import io.heddle.jdbc.Database;
import io.heddle.jdbc.JournalFeed;
import io.heddle.jdbc.JournalPosition;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the thread index up with the journal, on a thread of its own and off every turn's path.
 *
 * <p>Every node has one. They share one offset, moved by compare-and-set in the transaction that projects, so two at once do
 * no harm; one that loses stands by and only watches whether the offset moves. When it does not, or when somebody
 * {@linkplain #caughtUpWith waits}, it takes over.
 *
 * <p>Thread-safe.
 *
 * <table>
 * <caption>What a look at the journal leads to</caption>
 * <tr><td>a full batch</td><td>look again at once</td></tr>
 * <tr><td>some rows</td><td>the shortest pause, or four times as long as the look took</td></tr>
 * <tr><td>somebody waits</td><td>a pause ends at once, later ones are short</td></tr>
 * <tr><td>nothing</td><td>twice the last pause, to the longest</td></tr>
 * <tr><td>another follower was faster</td><td>stand by</td></tr>
 * <tr><td>the database does not answer</td><td>growing pauses, one line in the log</td></tr>
 * </table>
 */
public final class ThreadIndexFollower implements AutoCloseable {
    /** Under which the offset is kept. */
    public static final String NAME = "thread-index";

    private static final Logger LOG = LoggerFactory.getLogger(ThreadIndexFollower.class);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration LAST_BATCH = Duration.ofSeconds(5);
    /** A look that took a while leaves the processors to the turns for this many times as long. */
    private static final int REST = 4;

    private static final long WHILE_AWAITED_MILLIS = 20;

    private static final long NANOS_BETWEEN_MEASURES = Duration.ofSeconds(5).toNanos();

    private final Database database;
    private final JournalFeed feed;
    private final IndexBatch batch;
    private final FollowerSettings settings;
    private final Clock clock;
    private final Horizons horizons = new Horizons();
    private final Pause pause = new Pause();
    private final Thread thread;
    private volatile boolean closed;
    private volatile FollowerLag measured = FollowerLag.NONE;
    private volatile long lookedAtNanos = System.nanoTime();
    private long measuredAtNanos;

    public ThreadIndexFollower(Database database, ThreadProjector projector) {
        this(database, projector, FollowerSettings.DEFAULT, Clock.systemUTC());
    }

    public ThreadIndexFollower(Database database, ThreadProjector projector, FollowerSettings settings, Clock clock) {
        this.database = database;
        this.feed = new JournalFeed(database);
        this.batch = new IndexBatch(feed, projector);
        this.settings = settings;
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name("heddle-thread-index").unstarted(this::follow);
    }

    /** Begins to follow; once. */
    public void start() {
        measuredAtNanos = System.nanoTime() - NANOS_BETWEEN_MEASURES;
        thread.start();
    }

    /**
     * Completes when everything that was committed, or was being committed, before this call is projected. On the follower's
     * thread: do not block it.
     */
    public CompletionStage<Void> passedNow() {
        return feed.barrier().thenCompose(this::caughtUpWith);
    }

    /** Completes when everything below a {@link JournalFeed#barrier} is projected; as {@link #passedNow}. */
    public CompletionStage<Void> caughtUpWith(long barrier) {
        CompletionStage<Void> passed = horizons.await(barrier);
        pause.end();
        return passed;
    }

    /** As measured within the last seconds; older by the time for which the database has not answered. */
    public FollowerLag lag() {
        Duration silent = Duration.ofNanos(System.nanoTime() - lookedAtNanos);
        FollowerLag last = measured;
        return silent.compareTo(SILENCE) < 0
                ? last
                : new FollowerLag(last.rows(), last.age().plus(silent));
    }

    /** Threads whose last rows could not be projected, since the start; each is in the log. */
    public long skipped() {
        return batch.skipped();
    }

    /** Ends after the batch in hand; who still waits is told. */
    @Override
    public void close() {
        closed = true;
        pause.close();
        horizons.close();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(LAST_BATCH)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        JournalPosition position = null;
        long pauseMillis = settings.shortest().toMillis();
        boolean failing = false;
        while (!closed && !Thread.currentThread().isInterrupted()) {
            try {
                if (position == null) {
                    position = feed.offset(NAME).toCompletableFuture().join();
                }
                long start = System.nanoTime();
                Look look = look(position);
                pauseMillis = look.found()
                        ? afterActivity(System.nanoTime() - start)
                        : Math.min(2 * pauseMillis, settings.longest().toMillis());
                position = look.position();
                if (failing) {
                    LOG.info("the thread index follows the journal again");
                    failing = false;
                }
                if (!look.full()) {
                    pause(pauseMillis, position == null);
                }
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                if (!failing) {
                    LOG.warn("the thread index cannot follow the journal; it tries again until it can", cause(e));
                    failing = true;
                    pauseMillis = settings.shortest().toMillis();
                }
                position = null;
                pauseMillis = Math.min(2 * pauseMillis, settings.longestRetry().toMillis());
                pause.sleep(pauseMillis);
            }
        }
    }

    private long afterActivity(long tookNanos) {
        long rest = REST * TimeUnit.NANOSECONDS.toMillis(tookNanos);
        return Math.clamp(
                rest, settings.shortest().toMillis(), settings.longest().toMillis());
    }

    private Look look(JournalPosition position) {
        JournalFeed.Batch read = feed.readAfter(position, settings.batchRows())
                .toCompletableFuture()
                .join();
        if (read.rows() > 0 && !batch.project(read)) {
            return new Look(null, false, false);
        }
        horizons.seenBelow(read.seenBelow());
        measure(read.next());
        return new Look(read.next(), read.rows() > 0, read.rows() == settings.batchRows());
    }

    /** Waits for the next look. One who stands by looks again when the offset has not moved for a while. */
    private void pause(long millis, boolean lost) {
        if (!lost) {
            pause.sleep(horizons.awaited() ? Math.min(millis, WHILE_AWAITED_MILLIS) : millis);
            return;
        }
        JournalPosition seen = null;
        while (!closed && !horizons.awaited()) {
            JournalPosition now = feed.offset(NAME).toCompletableFuture().join();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            measure(now);
            pause.sleep(settings.longest().toMillis());
        }
    }

    private void measure(JournalPosition position) {
        lookedAtNanos = System.nanoTime();
        if (System.nanoTime() - measuredAtNanos >= NANOS_BETWEEN_MEASURES) {
            measured = FollowerLag.measure(database, position, clock.millis());
            measuredAtNanos = System.nanoTime();
        }
    }

    private static Throwable cause(RuntimeException e) {
        return e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    }

    /** @param position null when another follower has moved the offset */
    private record Look(@Nullable JournalPosition position, boolean found, boolean full) {}
}
