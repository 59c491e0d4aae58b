package io.heddle.http.sse;

import java.util.concurrent.Flow;

/**
 * Passes a publisher's signals on unchanged and notices its end, which a stream cannot tell from being cancelled. The
 * subscription is made on a virtual thread, because an engine may have to look far back for the first event.
 */
record EndNoticing<T>(Flow.Publisher<T> source, Runnable onEnd) implements Flow.Publisher<T> {
    @Override
    public void subscribe(Flow.Subscriber<? super T> reader) {
        Thread.startVirtualThread(() -> source.subscribe(noticing(reader)));
    }

    private Flow.Subscriber<T> noticing(Flow.Subscriber<? super T> reader) {
        return new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                reader.onSubscribe(subscription);
            }

            @Override
            public void onNext(T element) {
                reader.onNext(element);
            }

            @Override
            public void onError(Throwable failure) {
                onEnd.run();
                reader.onError(failure);
            }

            @Override
            public void onComplete() {
                onEnd.run();
                reader.onComplete();
            }
        };
    }
}
