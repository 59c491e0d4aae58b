package io.heddle.host;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStreamRequest;
import io.heddle.stream.RunStream;
import io.heddle.thread.RunPlace;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a whole thread, as a {@link Flow.Subscription}: goes from run to run on a virtual thread of its own, which
 * waits where there is nothing to tell or nothing was asked for. Never delivers more than was asked for; the rings wait for
 * nobody.
 *
 * <pre>
 * which run comes next? -- none yet --> wait for news of the thread
 *                       -- one -------> edits made before it, its events, that it is done; then again
 * </pre>
 */
final class ThreadFeed implements Flow.Subscription, Runnable {
    private static final int BATCH = 64;

    /** No more rows than this lie between an event and the last place before it. */
    private static final long SLACK = 64;

    private final ThreadKey key;
    private final ThreadStreamRequest request;
    private final Hosting hosting;
    private final StreamDoor.Owners owners;
    private final KeptFrames kept;
    private final Flow.Subscriber<? super ThreadFrame> reader;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicLong news = new AtomicLong();
    private volatile @Nullable Thread worker;
    private volatile boolean done;

    /** The place from where on the next run is looked for. */
    private long place;

    /** The last position that was told. */
    private long position = -1;

    /** The last row that was looked through for edits. */
    private long row;

    ThreadFeed(
            ThreadKey key,
            ThreadStreamRequest request,
            Hosting hosting,
            StreamDoor.Owners owners,
            KeptFrames kept,
            Flow.Subscriber<? super ThreadFrame> reader) {
        this.key = key;
        this.request = request;
        this.hosting = hosting;
        this.owners = owners;
        this.kept = kept;
        this.reader = reader;
    }

    @Override
    public void request(long n) {
        demand.updateAndGet(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
        wake();
    }

    @Override
    public void cancel() {
        done = true;
        wake();
    }

    @Override
    public void run() {
        worker = Thread.currentThread();
        Runnable listener = () -> {
            news.incrementAndGet();
            wake();
        };
        hosting.streams().listen(key, listener);
        try {
            begin();
            while (!done) {
                long seen = news.get();
                ThreadReply.OfPlace next = ask(new ThreadQuestion.OfPlaceFrom(place));
                RunPlace run = next == null ? null : next.place();
                if (next != null) {
                    tellEdits(run == null ? next.row() : run.firstRow());
                }
                if (run != null) {
                    tell(run);
                } else {
                    await(() -> news.get() != seen);
                }
            }
        } catch (RuntimeException broken) {
            if (!done) {
                done = true;
                reader.onError(
                        broken instanceof CompletionException && broken.getCause() != null
                                ? broken.getCause()
                                : broken);
            }
        } finally {
            hosting.streams().forget(key, listener);
        }
    }

    private void begin() {
        if (request.after() >= 0) {
            position = request.wholeRuns() ? -1 : request.after();
            place = ThreadFrame.place(request.after());
            row = Math.max(0, place - SLACK);
            return;
        }
        if (request.after() == ThreadStreamRequest.FROM_START) {
            return;
        }
        ThreadReply.OfPlace found = ask(new ThreadQuestion.OfLatestPlace());
        RunPlace latest = found == null ? null : found.place();
        row = found == null ? 0 : found.row();
        if (latest == null) {
            return;
        }
        place = latest.place();
        if (request.after() == ThreadStreamRequest.LIVE) {
            RunStream live = hosting.streams().find(key, latest.run()).orElse(null);
            boolean over = latest.status().ended();
            long last = over || live == null ? latest.attempt() * RunStream.IDS_PER_ATTEMPT : live.lastId();
            position = ThreadFrame.position(place, last);
        }
    }

    /** Null if there is no such thread, yet. */
    private ThreadReply.@Nullable OfPlace ask(ThreadQuestion question) {
        ThreadReply reply = owners.read(key, question).toCompletableFuture().join();
        return reply instanceof ThreadReply.OfPlace found ? found : null;
    }

    private void tellEdits(long upTo) {
        if (request.edits() && upTo > row) {
            hosting.history().edits(key, row + 1, upTo).forEach(this::tell);
        }
        row = Math.max(row, upTo);
    }

    private void tell(RunPlace run) {
        long start = ThreadFrame.position(run.place(), 0);
        long after = Math.max(position - start, -1);
        RunStream live = hosting.streams().find(key, run.run()).orElse(null);
        if (live != null) {
            follow(run, live, after);
        } else if (run.status().ended()) {
            tell(run, kept.between(key, run, after, Long.MAX_VALUE, request.modes(), Integer.MAX_VALUE));
        } else {
            throw FramePublisher.moved(run.run());
        }
        ThreadReply.OfPlace found = ask(new ThreadQuestion.OfPlace(run.run()));
        RunPlace ended = found == null ? null : found.place();
        if (done) {
            return;
        }
        if (ended == null) {
            tellDone(run, run.attempt(), RunStatus.INTERRUPTED);
        } else if (ended.status().ended()) {
            tellDone(run, ended.attempt(), ended.status());
            row = Math.max(row, ended.lastRow() - 1);
        }
    }

    /** A run that was taken back while it was being told has come to its end, too. */
    private void tellDone(RunPlace run, int attempts, RunStatus status) {
        long end = ThreadFrame.position(run.place(), attempts * RunStream.IDS_PER_ATTEMPT);
        tell(new ThreadFrame(end, run.run(), new StreamEvent.RunDone(run.run(), status)));
        place = run.place() + attempts;
    }

    private void follow(RunPlace run, RunStream first, long after) {
        RunStream live = first;
        long seen = after;
        Runnable listener = this::wake;
        live.listen(listener);
        try {
            while (!done) {
                RunStream.Batch batch = live.read(seen, BATCH);
                tell(run, batch.frames());
                seen = batch.position();
                switch (batch.next()) {
                    case END -> {
                        return;
                    }
                    case GAP -> seen = catchUp(run, live, seen, after);
                    case MOVED -> {
                        RunStream next = hosting.streams().find(key, run.run()).orElse(null);
                        if (next == null || next == live) {
                            throw FramePublisher.moved(run.run());
                        }
                        live.forget(listener);
                        live = next;
                        live.listen(listener);
                    }
                    case MORE -> {
                        if (batch.frames().isEmpty()) {
                            awaitMore(live, seen);
                        }
                    }
                }
            }
        } finally {
            live.forget(listener);
        }
    }

    private long catchUp(RunPlace run, RunStream live, long seen, long after) {
        if (!live.resumable() && seen != after) {
            throw new ProblemException(new Problem.ReaderTooSlow(seen));
        }
        long ring = live.firstId();
        List<StreamFrame> missed = kept.between(key, run, seen, ring, request.modes(), FramePublisher.Refill.PAGE);
        tell(run, seen == after ? missed : KeptFrames.coalesced(missed));
        return missed.size() < FramePublisher.Refill.PAGE
                ? Math.max(seen, ring - 1)
                : missed.getLast().id();
    }

    private void awaitMore(RunStream live, long seen) {
        await(() -> {
            RunStream.Batch batch = live.read(seen, 1);
            return batch.position() != seen || batch.next() != RunStream.Batch.Next.MORE;
        });
    }

    private void tell(RunPlace run, List<StreamFrame> frames) {
        for (StreamFrame frame : frames) {
            StreamMode mode = frame.event().mode();
            if (mode == null || request.modes().contains(mode)) {
                tell(frame(run.place(), run.run(), frame));
            }
        }
    }

    private static ThreadFrame frame(long place, RunId run, StreamFrame frame) {
        return new ThreadFrame(ThreadFrame.position(place, frame.id()), run, frame.event());
    }

    private void tell(ThreadFrame frame) {
        if (frame.position() <= position) {
            return;
        }
        await(() -> demand.get() > 0);
        if (!done) {
            demand.decrementAndGet();
            position = frame.position();
            reader.onNext(frame);
        }
    }

    private void await(BooleanSupplier holds) {
        while (!done && !holds.getAsBoolean()) {
            LockSupport.park(this);
        }
    }

    private void wake() {
        Thread waiting = worker;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }
}
