package io.heddle.host;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.stream.RunStream;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One reader of a {@link RunStream} in the same JVM, as a {@link Flow.Subscription}. Delivers on {@code executor}, one frame
 * at a time, never more than was asked for; the ring waits for nobody.
 */
public final class FramePublisher implements Flow.Subscription {
    private static final int BATCH = 64;

    private final RunStream stream;
    private final Flow.Subscriber<? super StreamFrame> subscriber;
    private final Set<StreamMode> modes;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Runnable listener = this::wake;
    private long position;
    private volatile boolean done;

    private FramePublisher(
            RunStream stream,
            long after,
            Set<StreamMode> modes,
            Executor executor,
            Flow.Subscriber<? super StreamFrame> subscriber) {
        this.stream = stream;
        this.position = after;
        this.modes = modes;
        this.executor = executor;
        this.subscriber = subscriber;
    }

    /** Subscribes; {@code after} is the id of the last event already seen. */
    public static void subscribe(
            RunStream stream,
            long after,
            Set<StreamMode> modes,
            Executor executor,
            Flow.Subscriber<? super StreamFrame> subscriber) {
        FramePublisher publisher = new FramePublisher(stream, after, modes, executor, subscriber);
        subscriber.onSubscribe(publisher);
        stream.listen(publisher.listener);
        publisher.wake();
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            finish(() -> subscriber.onError(new IllegalArgumentException("demand must be positive, was " + n)));
            return;
        }
        demand.updateAndGet(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
        wake();
    }

    @Override
    public void cancel() {
        done = true;
        stream.forget(listener);
    }

    private void wake() {
        if (!done && wakeUps.getAndIncrement() == 0) {
            executor.execute(this::deliver);
        }
    }

    private void deliver() {
        int served = wakeUps.get();
        do {
            deliverOnce();
            served = wakeUps.addAndGet(-served);
        } while (served != 0 && !done);
    }

    private void deliverOnce() {
        while (!done) {
            RunStream.Batch batch = stream.read(position, (int) Math.min(BATCH, Math.max(1, demand.get())));
            if (batch.gap()) {
                long seen = position;
                finish(() -> subscriber.onError(new ProblemException(new Problem.ReaderTooSlow(seen))));
                return;
            }
            for (StreamFrame frame : batch.frames()) {
                StreamMode mode = frame.event().mode();
                if (mode == null || modes.contains(mode)) {
                    if (demand.get() == 0) {
                        return;
                    }
                    demand.decrementAndGet();
                    subscriber.onNext(frame);
                    if (done) {
                        return;
                    }
                }
                position = frame.id();
            }
            boolean moved = batch.position() > position || !batch.frames().isEmpty();
            position = batch.position();
            if (batch.ended()) {
                finish(subscriber::onComplete);
                return;
            }
            if (!moved) {
                return;
            }
        }
    }

    private void finish(Runnable signal) {
        if (!done) {
            cancel();
            signal.run();
        }
    }
}
