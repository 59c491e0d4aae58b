package io.heddle.http.routes;

import io.heddle.api.StreamFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** A run's events, and the news that their reader has had all of them or has left. One subscriber; thread-safe. */
final class WatchedFrames implements Flow.Publisher<StreamFrame> {
    private final Flow.Publisher<StreamFrame> frames;
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    WatchedFrames(Flow.Publisher<StreamFrame> frames) {
        this.frames = frames;
    }

    /** Completes when no more is read, with whether the end was reached. */
    CompletableFuture<Boolean> over() {
        return over;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super StreamFrame> reader) {
        frames.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                reader.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long more) {
                        subscription.request(more);
                    }

                    @Override
                    public void cancel() {
                        over.complete(false);
                        subscription.cancel();
                    }
                });
            }

            @Override
            public void onNext(StreamFrame frame) {
                reader.onNext(frame);
            }

            @Override
            public void onError(Throwable why) {
                over.complete(false);
                reader.onError(why);
            }

            @Override
            public void onComplete() {
                over.complete(true);
                reader.onComplete();
            }
        });
    }
}
