package io.heddle.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A reader who takes everything, one frame at a time. */
public final class FrameCollector<T> implements Flow.Subscriber<T> {
    private final List<T> frames = new ArrayList<>();
    private final Predicate<T> enough;
    private final CompletableFuture<List<T>> done = new CompletableFuture<>();
    private Flow.Subscription subscription;

    /** Reads to the end. */
    public FrameCollector() {
        this(frame -> false);
    }

    /** Reads up to the first frame that is enough, and cancels. */
    public FrameCollector(Predicate<T> enough) {
        this.enough = enough;
    }

    public List<T> await(Duration limit) {
        return done.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        subscription.request(1);
    }

    @Override
    public synchronized void onNext(T frame) {
        frames.add(frame);
        if (enough.test(frame)) {
            subscription.cancel();
            done.complete(List.copyOf(frames));
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        done.completeExceptionally(thrown);
    }

    @Override
    public synchronized void onComplete() {
        done.complete(List.copyOf(frames));
    }
}
