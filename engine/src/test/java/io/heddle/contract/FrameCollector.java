package io.heddle.contract;

import io.heddle.api.StreamFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** A reader who takes everything, one frame at a time. */
public final class FrameCollector implements Flow.Subscriber<StreamFrame> {
    private final List<StreamFrame> frames = new ArrayList<>();
    private final CompletableFuture<List<StreamFrame>> done = new CompletableFuture<>();
    private Flow.Subscription subscription;

    public List<StreamFrame> await(Duration limit) {
        return done.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        subscription.request(1);
    }

    @Override
    public synchronized void onNext(StreamFrame frame) {
        frames.add(frame);
        subscription.request(1);
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
