package io.heddle.host;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadView;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadReply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then for threads whose time is over, and removes what is forgotten. Whether a thread's time is over is decided by
 * the thread itself; each one is looked at by one node, whichever comes first. Thread-safe.
 */
public final class ThreadSweeper {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadSweeper.class);

    private final ThreadDoor door;
    private final ThreadIndex index;
    private final Retention retention;
    private final Lifetimes lifetimes;
    private final InstantSource clock;
    private final Executor executor;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile CompletableFuture<Void> next = new CompletableFuture<>();

    public ThreadSweeper(ThreadDoor door, ThreadIndex index, Retention retention, Hosting hosting) {
        this.door = door;
        this.index = index;
        this.retention = retention;
        this.lifetimes = hosting.settings().lifetimes();
        this.clock = hosting.clock();
        this.executor = hosting.executor();
    }

    /** Looks from now on, every {@code sweepInterval}. */
    public void start() {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        next = timer.completeOnTimeout(null, lifetimes.sweepInterval().toMillis(), TimeUnit.MILLISECONDS);
        var unused = timer.thenRunAsync(this::sweepAndStart, executor);
        if (stopped.get()) {
            next.cancel(false);
        }
    }

    /** Nothing is held on to any more. */
    public void stop() {
        stopped.set(true);
        next.cancel(false);
    }

    private void sweepAndStart() {
        var unused = sweep().whenComplete((done, thrown) -> {
            if (thrown != null && !stopped.get()) {
                LOG.warn("threads whose time is over not looked for; tried again at the next sweep", thrown);
            }
            if (!stopped.get()) {
                start();
            }
        });
    }

    /** Looks once; completes when what was found is dealt with. */
    public CompletionStage<Void> sweep() {
        return retention
                .expired(clock.instant(), lifetimes.sweepLimit())
                .thenCompose(this::expireAll)
                .thenCompose(done -> retention.purge(lifetimes.sweepLimit()))
                .thenAccept(purged -> {
                    if (purged > 0) {
                        LOG.info("forgotten pasts of threads removed count={}", purged);
                    }
                });
    }

    /** One after the other: a sweep is in no hurry. */
    private CompletionStage<Void> expireAll(List<ThreadKey> keys) {
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (ThreadKey key : keys) {
            all = all.thenCompose(before -> stopped.get() ? CompletableFuture.completedStage(null) : expire(key));
        }
        return all;
    }

    private CompletionStage<Void> expire(ThreadKey key) {
        return door.ask(key, new ThreadCommand.Expire())
                .thenCompose(reply -> dealtWith(key, reply))
                .exceptionally(thrown -> {
                    LOG.warn("thread's time not looked after; tried again later thread={}", key, thrown);
                    return null;
                });
    }

    private CompletionStage<Void> dealtWith(ThreadKey key, ThreadReply reply) {
        return switch (reply) {
            case ThreadReply.OfThread kept -> retention.lookAgain(key, again(kept.thread()));
            case ThreadReply.Done deleted -> index.deleted(key);
            case ThreadReply.Refused refused
            when refused.problem() instanceof Problem.ThreadNotFound -> index.deleted(key);
            case ThreadReply.Refused refused -> CompletableFuture.failedFuture(new ProblemException(refused.problem()));
            case ThreadReply other ->
                CompletableFuture.failedFuture(new IllegalStateException("an answer of another kind: " + other));
        };
    }

    /** A thread whose time is over and that stays, because it is busy, asked, or has forgotten its past, is looked at again. */
    private Instant again(ThreadView thread) {
        Instant soon = clock.instant().plus(lifetimes.sweepInterval());
        Instant end = thread.expiresAt();
        return end == null || end.isBefore(soon) ? soon : end;
    }
}
