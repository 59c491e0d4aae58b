package io.heddle.runtime;

import io.heddle.api.ThreadKey;
import io.heddle.readside.BusyThreads;
import io.heddle.readside.ThreadIndexFollower;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the threads that an owner who is gone left unfinished: sharding starts a thread only when somebody asks for it. It
 * looks once, when the index has passed everything that was committed before this node started, page by page, so that a
 * thousand of them do not recover in one moment. Waking a thread twice is harmless. Thread-safe.
 */
final class Waker {
    private static final Logger LOG = LoggerFactory.getLogger(Waker.class);
    private static final int PAGE = 200;
    private static final Duration BETWEEN_PAGES = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final ThreadIndexFollower follower;
    private final BusyThreads busy;
    private final Consumer<ThreadKey> wake;
    private final Executor executor;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Waker(ThreadIndexFollower follower, BusyThreads busy, Consumer<ThreadKey> wake, Executor executor) {
        this.follower = follower;
        this.busy = busy;
        this.wake = wake;
        this.executor = executor;
    }

    void start() {
        follower.passedNow().thenComposeAsync(passed -> page(0, 0), executor).whenComplete((woken, thrown) -> {
            if (thrown != null && !stopped.get()) {
                LOG.warn("unfinished threads not looked for yet, trying again", thrown);
                after(AFTER_FAILURE).execute(this::start);
            } else if (thrown == null && woken > 0) {
                LOG.info("unfinished threads woken count={}", woken);
            }
        });
    }

    void stop() {
        stopped.set(true);
    }

    private CompletionStage<Integer> page(long place, int woken) {
        if (stopped.get()) {
            return CompletableFuture.completedFuture(woken);
        }
        return busy.after(place, PAGE).thenCompose(page -> {
            page.threads().forEach(thread -> wake.accept(thread.key()));
            int all = woken + page.threads().size();
            Long next = page.next();
            return next == null
                    ? CompletableFuture.completedFuture(all)
                    : CompletableFuture.supplyAsync(() -> next, after(BETWEEN_PAGES))
                            .thenCompose(from -> page(from, all));
        });
    }

    private Executor after(Duration pause) {
        return CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, executor);
    }
}
