package io.heddle.bench.subject;

import io.heddle.api.RunId;
import io.heddle.api.Runs;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A reader of one run, as the gateway has one for each open event stream. Thread-safe. */
public final class OpenStream implements Flow.Subscriber<StreamFrame> {
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile String last = "";

    private OpenStream() {}

    static OpenStream of(Runs runs, ThreadKey thread, RunId run) {
        OpenStream stream = new OpenStream();
        runs.stream(thread, run, StreamRequest.all()).subscribe(stream);
        return stream;
    }

    /** Completes with the first event. */
    public CompletableFuture<Void> opened() {
        return opened;
    }

    /** Completes when the run has ended and everything has been read. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** What the last event says. */
    public String last() {
        return last;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(StreamFrame frame) {
        last = frame.event().data().toString();
        opened.complete(null);
    }

    @Override
    public void onError(Throwable thrown) {
        opened.completeExceptionally(thrown);
        ended.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        opened.complete(null);
        ended.complete(null);
    }
}
