package io.heddle.host;

import io.heddle.api.RunView;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.stream.RunStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Opens a run's stream for a reader: live from the ring if the run is live here and the ring reaches back far enough, else
 * out of the journal and the kept tokens, and live from there on. Of a run that is not resumable tokens are not kept: a
 * reader who is too late for the ring gets its durable events, or nothing if it has ended. Thread-safe.
 */
public final class StreamDoor {
    private final Hosting hosting;

    public StreamDoor(Hosting hosting) {
        this.hosting = hosting;
    }

    public void fail(Flow.Subscriber<? super StreamFrame> subscriber, Throwable why) {
        EmptyFrames.fail(subscriber, why);
    }

    public void open(
            ThreadKey key, RunView run, StreamRequest request, Flow.Subscriber<? super StreamFrame> subscriber) {
        Optional<RunStream> live = hosting.streams().find(key, run.id());
        if (live.isPresent()) {
            long after = request.after() == StreamRequest.LIVE ? live.get().lastId() : request.after();
            if (!live.get().read(after, 0).gap()) {
                FramePublisher.subscribe(live.get(), after, request.modes(), hosting.executor(), subscriber);
                return;
            }
        }
        if (live.isEmpty() && (request.after() == StreamRequest.LIVE || !run.resumable())) {
            EmptyFrames.none(subscriber);
            return;
        }
        hosting.executor().execute(() -> replay(key, run, request, live.orElse(null), subscriber));
    }

    private void replay(
            ThreadKey key,
            RunView run,
            StreamRequest request,
            @Nullable RunStream live,
            Flow.Subscriber<? super StreamFrame> subscriber) {
        try {
            long ring = live == null ? Long.MAX_VALUE : live.firstId();
            List<StreamFrame> frames = new ArrayList<>(hosting.history().frames(key, run.id(), 1, request.after()));
            frames.addAll(hosting.tokens().read(key, run.id(), request.after()));
            List<StreamFrame> missed = frames.stream()
                    .filter(frame -> frame.id() < ring)
                    .sorted(Comparator.comparingLong(StreamFrame::id))
                    .toList();
            FramePublisher.subscribe(missed, live, ring - 1, request.modes(), hosting.executor(), subscriber);
        } catch (RuntimeException unreadable) {
            EmptyFrames.fail(subscriber, unreadable);
        }
    }
}
