package io.heddle.host;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunView;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.stream.RunStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * Opens a run's stream for a reader: live from the ring if the run is live here and the ring reaches back far enough, else
 * out of the journal and the kept tokens, and live from there on. Of a run that is not resumable tokens are not kept: a
 * reader who is too late for the ring gets its durable events, or nothing if it has ended; one who falls behind on the way is
 * cut. Thread-safe.
 */
public final class StreamDoor {
    private final Hosting hosting;

    public StreamDoor(Hosting hosting) {
        this.hosting = hosting;
    }

    public void fail(Flow.Subscriber<? super StreamFrame> subscriber, Throwable why) {
        EmptyFrames.fail(subscriber, why);
    }

    /** Opens the stream of a run that is live in this JVM; false if it is not, and its owner must be asked about it. */
    public boolean openLive(
            ThreadKey key, RunId run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        RunStream live = hosting.streams().find(key, run).orElse(null);
        if (live == null || live.hasEnded()) {
            return false;
        }
        follow(key, live, request, subscriber);
        return true;
    }

    public void open(
            ThreadKey key, RunView run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        RunStream live = hosting.streams().find(key, run.id()).orElse(null);
        if (live != null) {
            follow(key, live, request, subscriber);
        } else if (request.after() == StreamRequest.LIVE || !run.resumable()) {
            EmptyFrames.none(subscriber);
        } else {
            hosting.executor().execute(() -> replay(key, run, request, subscriber));
        }
    }

    private void follow(
            ThreadKey key, RunStream live, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        long after = request.after() == StreamRequest.LIVE ? live.lastId() : request.after();
        FramePublisher.Refill refill = (seen, ring) -> {
            if (!live.resumable() && seen != after) {
                throw new ProblemException(new Problem.ReaderTooSlow(seen));
            }
            return between(key, live.run(), seen, ring);
        };
        FramePublisher.subscribe(List.of(), live, refill, after, request.modes(), hosting.executor(), subscriber);
    }

    private void replay(
            ThreadKey key, RunView run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        try {
            List<StreamFrame> all = between(key, run.id(), request.after(), Long.MAX_VALUE);
            FramePublisher.subscribe(
                    all, null, FramePublisher.Refill.NOTHING, 0, request.modes(), hosting.executor(), subscriber);
        } catch (RuntimeException unreadable) {
            EmptyFrames.fail(subscriber, unreadable);
        }
    }

    /** The durable events and the kept ones with ids between two others, in order. Blocking. */
    private List<StreamFrame> between(ThreadKey key, RunId run, long after, long ring) {
        List<StreamFrame> frames = new ArrayList<>(hosting.history().frames(key, run, 1, after));
        frames.addAll(hosting.tokens().read(key, run, after));
        return frames.stream()
                .filter(frame -> frame.id() < ring)
                .sorted(Comparator.comparingLong(StreamFrame::id))
                .toList();
    }
}
