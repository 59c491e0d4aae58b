package io.heddle.examples;

import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** Everything that a run showed, once it is over. */
public final class Frames implements Flow.Subscriber<StreamFrame> {
    private final List<StreamEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private Frames() {}

    public static List<StreamEvent> of(Flow.Publisher<StreamFrame> run) throws Exception {
        Frames frames = new Frames();
        run.subscribe(frames);
        frames.over.get(10, TimeUnit.SECONDS);
        return List.copyOf(frames.events);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(StreamFrame frame) {
        events.add(frame.event());
    }

    @Override
    public void onError(Throwable failure) {
        over.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        over.complete(null);
    }
}
