package io.heddle.host;

import io.heddle.api.StreamFrame;
import java.util.concurrent.Flow;

/** Streams that are over before they begin. */
public final class EmptyFrames {
    private EmptyFrames() {}

    /** Ends a subscription without a frame. */
    public static void none(Flow.Subscriber<? super StreamFrame> subscriber) {
        subscriber.onSubscribe(new Nothing());
        subscriber.onComplete();
    }

    /** Fails a subscription. */
    public static void fail(Flow.Subscriber<? super StreamFrame> subscriber, Throwable why) {
        subscriber.onSubscribe(new Nothing());
        subscriber.onError(why);
    }

    private static final class Nothing implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
