package io.heddle.host;

import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.stream.RunStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a {@link RunStream} in the same JVM, as a {@link Flow.Subscription}. Delivers on {@code executor}, one frame
 * at a time, never more than was asked for; the ring waits for nobody.
 */
public final class FramePublisher implements Flow.Subscription {
    private static final int BATCH = 64;

    private final Deque<StreamFrame> missed;
    private final @Nullable RunStream stream;
    private final Refill refill;
    private final Flow.Subscriber<? super StreamFrame> subscriber;
    private final Set<StreamMode> modes;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Runnable listener = this::wake;
    private long position;
    private volatile boolean done;

    private FramePublisher(
            List<StreamFrame> missed,
            @Nullable RunStream stream,
            Refill refill,
            long after,
            Set<StreamMode> modes,
            Executor executor,
            Flow.Subscriber<? super StreamFrame> subscriber) {
        this.missed = new ArrayDeque<>(missed);
        this.stream = stream;
        this.refill = refill;
        this.position = after;
        this.modes = modes;
        this.executor = executor;
        this.subscriber = subscriber;
    }

    /**
     * Subscribes to what was missed and then to what is live.
     *
     * @param missed delivered first
     * @param stream null if nothing is live any more
     * @param refill reads again what the ring has let go, or refuses to
     * @param after the id after which the live stream goes on
     */
    static void subscribe(
            List<StreamFrame> missed,
            @Nullable RunStream stream,
            Refill refill,
            long after,
            Set<StreamMode> modes,
            Executor executor,
            Flow.Subscriber<? super StreamFrame> subscriber) {
        FramePublisher publisher = new FramePublisher(missed, stream, refill, after, modes, executor, subscriber);
        subscriber.onSubscribe(publisher);
        if (stream != null) {
            stream.listen(publisher.listener);
        }
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
        if (stream != null) {
            stream.forget(listener);
        }
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
        while (!done && passMissed()) {
            if (stream == null) {
                finish(subscriber::onComplete);
                return;
            }
            RunStream.Batch batch = stream.read(position, BATCH);
            if (batch.gap()) {
                catchUp(stream.firstId());
                continue;
            }
            for (StreamFrame frame : batch.frames()) {
                if (!pass(frame)) {
                    return;
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

    /** Delivers what was missed; false if the reader has to ask for more first. */
    private boolean passMissed() {
        while (!missed.isEmpty()) {
            if (!pass(missed.getFirst())) {
                return false;
            }
            missed.removeFirst();
        }
        return true;
    }

    /** The ring begins at {@code first} by now: what lies between is read again, or the reader is cut. */
    private void catchUp(long first) {
        long seen = position;
        try {
            missed.addAll(refill.between(seen, first));
            position = Math.max(seen, first - 1);
        } catch (RuntimeException refused) {
            finish(() -> subscriber.onError(refused));
        }
    }

    /** Delivers a frame, or leaves it out if it is of another mode; false if the reader has to ask for more first. */
    private boolean pass(StreamFrame frame) {
        StreamMode mode = frame.event().mode();
        if (mode != null && !modes.contains(mode)) {
            return true;
        }
        if (done || demand.get() == 0) {
            return false;
        }
        demand.decrementAndGet();
        subscriber.onNext(frame);
        return true;
    }

    private void finish(Runnable signal) {
        if (!done) {
            cancel();
            signal.run();
        }
    }

    /** Reads events that the ring has let go. Blocking. */
    interface Refill {
        /** For what has no ring. */
        Refill NOTHING = (after, ring) -> List.of();

        /** Those with ids above {@code after} and below {@code ring}, in order. */
        List<StreamFrame> between(long after, long ring);
    }
}
