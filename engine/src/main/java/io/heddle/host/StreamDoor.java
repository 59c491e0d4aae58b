package io.heddle.host;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStreamRequest;
import io.heddle.stream.RunStream;
import io.heddle.thread.RunPlace;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Opens streams for readers: live from the ring if the run is live here and the ring reaches back far enough, else out of the
 * journal and the kept tokens, and live from there on. Of a run that is not resumable tokens are not kept: a reader who is too
 * late for the ring gets its durable events with gaps between them; one who falls behind on the way is cut. Thread-safe.
 */
public final class StreamDoor {
    private final Hosting hosting;
    private final Owners owners;
    private final KeptFrames kept;

    /** Asks the owner of a thread. */
    public interface Owners {
        CompletionStage<ThreadReply> read(ThreadKey key, ThreadQuestion question);
    }

    public StreamDoor(Hosting hosting, Owners owners) {
        this.hosting = hosting;
        this.owners = owners;
        this.kept = new KeptFrames(hosting.history(), hosting.tokens());
    }

    /** Opens the stream of a run: at once if it is live here, else where its owner says. */
    public void subscribe(
            ThreadKey key, RunId run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        RunStream live = hosting.streams().find(key, run).orElse(null);
        if (live != null && !live.hasEnded()) {
            follow(key, live, request, subscriber);
            return;
        }
        owners.read(key, new ThreadQuestion.OfPlace(run)).whenComplete((reply, thrown) -> {
            if (thrown != null) {
                EmptyFrames.fail(subscriber, thrown);
            } else if (reply instanceof ThreadReply.OfPlace found && found.place() != null) {
                open(key, found.place(), request, subscriber);
            } else {
                openGone(key, run, request, subscriber);
            }
        });
    }

    /** Who has just started a run may be too late to read it before somebody takes it back; what it told is still there. */
    private void openGone(
            ThreadKey key, RunId run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        RunStream left = hosting.streams().find(key, run).orElse(null);
        if (left == null) {
            EmptyFrames.fail(subscriber, new ProblemException(new Problem.RunNotFound(run)));
        } else {
            follow(key, left, request, subscriber);
        }
    }

    /** Opens the stream of a thread. */
    public void subscribe(ThreadKey key, ThreadStreamRequest request, Flow.Subscriber<? super ThreadFrame> subscriber) {
        ThreadFeed feed = new ThreadFeed(key, request, hosting, owners, kept, subscriber);
        subscriber.onSubscribe(feed);
        hosting.executor().execute(feed);
    }

    private void open(
            ThreadKey key, RunPlace run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        RunStream live = hosting.streams().find(key, run.run()).orElse(null);
        if (live != null) {
            follow(key, live, request, subscriber);
        } else if (!run.status().ended()) {
            EmptyFrames.fail(subscriber, FramePublisher.moved(run.run()));
        } else if (request.after() == StreamRequest.LIVE) {
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
            RunPlace place = place(key, live.run());
            return kept.between(key, place, seen, ring, request.modes(), FramePublisher.Refill.PAGE);
        };
        FramePublisher.subscribe(
                List.of(),
                () -> hosting.streams().find(key, live.run()).orElse(null),
                refill,
                after,
                request.modes(),
                hosting.executor(),
                subscriber);
    }

    private RunPlace place(ThreadKey key, RunId run) {
        ThreadReply reply = owners.read(key, new ThreadQuestion.OfPlace(run))
                .toCompletableFuture()
                .join();
        if (reply instanceof ThreadReply.OfPlace found && found.place() != null) {
            return found.place();
        }
        throw new ProblemException(new Problem.RunNotFound(run));
    }

    private void replay(
            ThreadKey key, RunPlace run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        try {
            List<StreamFrame> all =
                    kept.between(key, run, request.after(), Long.MAX_VALUE, request.modes(), Integer.MAX_VALUE);
            FramePublisher.subscribe(
                    all, () -> null, FramePublisher.Refill.NOTHING, 0, request.modes(), hosting.executor(), subscriber);
        } catch (RuntimeException unreadable) {
            EmptyFrames.fail(subscriber, unreadable);
        }
    }
}
