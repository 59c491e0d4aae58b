package io.heddle.host;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a {@link RunStream} in the same JVM, as a {@link Flow.Subscription}. Delivers on {@code executor}, one frame
 * at a time, never more than was asked for; the ring waits for nobody.
 */
public final class FramePublisher implements Flow.Subscription {
    private static final int BATCH = 64;

    private final Deque<StreamFrame> missed;
    private final Supplier<@Nullable RunStream> streams;
    private final Refill refill;
    private final Flow.Subscriber<? super StreamFrame> subscriber;
    private final Set<StreamMode> modes;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Runnable listener = this::wake;
    private volatile @Nullable RunStream stream;
    private final long begun;
    private long position;
    private volatile boolean done;

    private FramePublisher(
            List<StreamFrame> missed,
            Supplier<@Nullable RunStream> streams,
            Refill refill,
            long after,
            Set<StreamMode> modes,
            Executor executor,
            Flow.Subscriber<? super StreamFrame> subscriber) {
        this.missed = new ArrayDeque<>(missed);
        this.streams = streams;
        this.stream = streams.get();
        this.refill = refill;
        this.begun = after;
        this.position = after;
        this.modes = modes;
        this.executor = executor;
        this.subscriber = subscriber;
    }

    /**
     * Subscribes to what was missed and then to what is live.
     *
     * @param missed delivered first
     * @param streams finds the live stream, and again when it has moved; null if nothing is live any more
     * @param refill reads again what the ring has let go, or refuses to
     * @param after the id after which the live stream goes on
     */
    static void subscribe(
            List<StreamFrame> missed,
            Supplier<@Nullable RunStream> streams,
            Refill refill,
            long after,
            Set<StreamMode> modes,
            Executor executor,
            Flow.Subscriber<? super StreamFrame> subscriber) {
        FramePublisher publisher = new FramePublisher(missed, streams, refill, after, modes, executor, subscriber);
        subscriber.onSubscribe(publisher);
        RunStream live = publisher.stream;
        if (live != null) {
            live.listen(publisher.listener);
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
        RunStream live = stream;
        if (live != null) {
            live.forget(listener);
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
            RunStream live = stream;
            if (live == null) {
                finish(subscriber::onComplete);
                return;
            }
            RunStream.Batch batch = live.read(position, BATCH);
            for (StreamFrame frame : batch.frames()) {
                if (!pass(frame)) {
                    return;
                }
                position = frame.id();
            }
            boolean moved = batch.position() > position || !batch.frames().isEmpty();
            position = batch.position();
            switch (batch.next()) {
                case GAP -> catchUp(live.firstId());
                case END -> finish(subscriber::onComplete);
                case MOVED -> goOnElsewhere(live);
                case MORE -> {
                    if (!moved) {
                        return;
                    }
                }
            }
        }
    }

    /** Why nothing more is told of a run here although it goes on. */
    static ProblemException moved(RunId run) {
        return new ProblemException(new Problem.Unavailable("Run %s has another owner now".formatted(run), 1));
    }

    private void goOnElsewhere(RunStream left) {
        RunStream next = streams.get();
        if (next == null || next == left) {
            finish(() -> subscriber.onError(moved(left.run())));
            return;
        }
        stream = next;
        left.forget(listener);
        next.listen(listener);
        if (done) {
            next.forget(listener);
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
            List<StreamFrame> read = refill.between(seen, first);
            missed.addAll(seen == begun ? read : KeptFrames.coalesced(read));
            boolean all = read.size() < Refill.PAGE;
            position = all ? Math.max(seen, first - 1) : read.getLast().id();
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
        /** Events that are read at once. */
        int PAGE = 512;

        /** For what has no ring. */
        Refill NOTHING = (after, ring) -> List.of();

        /** The first {@link #PAGE} of those with ids above {@code after} and below {@code ring}, in order. */
        List<StreamFrame> between(long after, long ring);
    }
}
