package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.stream.RunStream;
import io.heddle.thread.RunSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live streams of one engine, and for a while those that have ended, so that a reader who comes a moment late finds the
 * tokens too; and who wants to know when a thread's next run begins. Callers may choose run ids, so a stream is found by
 * thread and run. Thread-safe; the shelf of ended streams is guarded by its own lock.
 */
public final class RunStreams {
    private final Map<Place, RunStream> streams = new ConcurrentHashMap<>();
    private final Map<ThreadKey, Set<Runnable>> listeners = new ConcurrentHashMap<>();
    private final Deque<Ended> shelf = new ArrayDeque<>();
    private final HostSettings settings;

    public RunStreams(HostSettings settings) {
        this.settings = settings;
    }

    /** The stream of a run, made if this engine does not know it yet. */
    public RunStream open(ThreadKey thread, RunSpec spec, int attempt) {
        return streams.computeIfAbsent(new Place(thread, spec.id()), place -> made(spec, attempt));
    }

    public Optional<RunStream> find(ThreadKey thread, RunId run) {
        return Optional.ofNullable(streams.get(new Place(thread, run)));
    }

    /**
     * Ends a stream and shelves it.
     *
     * @param now milliseconds since the Unix epoch
     */
    public void end(ThreadKey thread, RunId run, long now) {
        Place place = new Place(thread, run);
        RunStream stream = streams.get(place);
        if (stream == null) {
            return;
        }
        stream.end();
        synchronized (shelf) {
            shelf.addLast(new Ended(place, now));
            while (!shelf.isEmpty() && isOver(shelf.getFirst(), now)) {
                streams.remove(shelf.removeFirst().place());
            }
        }
    }

    /** A further attempt of a run is numbered here: readers of the one before go on in its stream. */
    public void renew(ThreadKey thread, RunSpec spec, int attempt) {
        RunStream before = streams.put(new Place(thread, spec.id()), made(spec, attempt));
        if (before != null) {
            before.move();
        }
    }

    /** Forgets a stream whose run has another owner, or will have; its readers look for the new one. */
    public void drop(ThreadKey thread, RunId run) {
        RunStream stream = streams.remove(new Place(thread, run));
        if (stream != null) {
            stream.move();
        }
    }

    /** Calls {@code listener} when a run of the thread has begun or ended, or its state was edited; it must be quick. */
    void listen(ThreadKey thread, Runnable listener) {
        listeners.compute(thread, (key, known) -> {
            Set<Runnable> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(listener);
            return all;
        });
    }

    void forget(ThreadKey thread, Runnable listener) {
        listeners.computeIfPresent(thread, (key, known) -> {
            known.remove(listener);
            return known.isEmpty() ? null : known;
        });
    }

    void tell(ThreadKey thread) {
        listeners.getOrDefault(thread, Set.of()).forEach(Runnable::run);
    }

    private RunStream made(RunSpec spec, int attempt) {
        return new RunStream(spec.id(), spec.modes(), spec.resumable(), attempt, settings.ringCapacity());
    }

    private boolean isOver(Ended ended, long now) {
        return shelf.size() > settings.endedStreams()
                || ended.at() + settings.streamLinger().toMillis() < now;
    }

    private record Place(ThreadKey thread, RunId run) {}

    private record Ended(Place place, long at) {}
}
