package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.stream.RunStream;
import io.heddle.thread.RunSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live streams of one engine, and for a while those that have ended, so that a reader who comes a moment late finds the
 * tokens too. Thread-safe; the shelf of ended streams is guarded by its own lock.
 */
public final class RunStreams {
    private final Map<RunId, RunStream> streams = new ConcurrentHashMap<>();
    private final Deque<Ended> shelf = new ArrayDeque<>();
    private final HostSettings settings;

    public RunStreams(HostSettings settings) {
        this.settings = settings;
    }

    /** The stream of a run, made if this engine does not know it yet. */
    public RunStream open(RunSpec spec, int attempt) {
        return streams.computeIfAbsent(
                spec.id(), id -> new RunStream(id, spec.modes(), attempt, settings.ringCapacity()));
    }

    public Optional<RunStream> find(RunId run) {
        return Optional.ofNullable(streams.get(run));
    }

    /**
     * Ends a stream and shelves it.
     *
     * @param now milliseconds since the Unix epoch
     */
    public void end(RunId run, long now) {
        RunStream stream = streams.get(run);
        if (stream == null) {
            return;
        }
        stream.end();
        synchronized (shelf) {
            shelf.addLast(new Ended(run, now));
            while (!shelf.isEmpty() && isOver(shelf.getFirst(), now)) {
                streams.remove(shelf.removeFirst().run());
            }
        }
    }

    /** Forgets a stream whose run another owner has taken over; its readers look for the new one. */
    public void drop(RunId run) {
        RunStream stream = streams.remove(run);
        if (stream != null) {
            stream.end();
        }
    }

    private boolean isOver(Ended ended, long now) {
        return shelf.size() > settings.endedStreams()
                || ended.at() + settings.streamLinger().toMillis() < now;
    }

    private record Ended(RunId run, long at) {}
}
