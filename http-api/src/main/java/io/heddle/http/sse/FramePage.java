package io.heddle.http.sse;

import io.heddle.http.problem.Refusals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a stream has to tell a reader who does not stay: its next frames, waited for at most a while. Blocking, so for virtual
 * threads only.
 *
 * @param ended whether nothing follows
 */
public record FramePage<T>(List<T> frames, boolean ended) {
    /** How long a frame may come after the one before it and still be in the same page. */
    private static final Duration TOGETHER = Duration.ofMillis(20);

    /**
     * Reads from a stream and leaves it; what made it fail rises.
     *
     * @param limit frames at most
     * @param wait for the first of them
     */
    public static <T> FramePage<T> read(Flow.Publisher<T> stream, int limit, Duration wait) throws Exception {
        Reader<T> reader = new Reader<>(limit);
        stream.subscribe(reader);
        List<T> frames = new ArrayList<>();
        try {
            Signal<T> signal = reader.next(wait);
            while (signal instanceof Signal.Next<T>(T frame)) {
                frames.add(frame);
                signal = frames.size() == limit ? new Signal.Nothing<>() : reader.next(TOGETHER);
            }
            if (signal instanceof Signal.Failed<T>(Throwable failure) && frames.isEmpty()) {
                throw Refusals.unwrap(failure) instanceof Exception cause ? cause : new IllegalStateException(failure);
            }
            return new FramePage<>(List.copyOf(frames), signal instanceof Signal.Ended<T>);
        } finally {
            reader.leave();
        }
    }

    private sealed interface Signal<T> {
        record Next<T>(T frame) implements Signal<T> {}

        record Ended<T>() implements Signal<T> {}

        record Failed<T>(Throwable why) implements Signal<T> {}

        record Nothing<T>() implements Signal<T> {}
    }

    private static final class Reader<T> implements Flow.Subscriber<T> {
        private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();
        private final int limit;
        private volatile Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        Reader(int limit) {
            this.limit = limit;
        }

        Signal<T> next(Duration wait) throws InterruptedException {
            Signal<T> signal = signals.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
            return signal == null ? new Signal.Nothing<>() : signal;
        }

        void leave() {
            subscription.cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription opened) {
            subscription = opened;
            opened.request(limit);
        }

        @Override
        public void onNext(T frame) {
            signals.add(new Signal.Next<>(frame));
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(new Signal.Failed<>(failure));
        }

        @Override
        public void onComplete() {
            signals.add(new Signal.Ended<>());
        }
    }
}
