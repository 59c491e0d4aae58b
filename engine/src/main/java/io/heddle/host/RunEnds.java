package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.ThreadKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The ends that runs on this node will come to. Who waits on the node where the run is waits here, and the thread's owner is
 * not asked at all. Thread-safe.
 */
public final class RunEnds {
    private final Map<Place, CompletableFuture<RunResult>> coming = new ConcurrentHashMap<>();
    private final Executor executor;

    /** @param executor where those who wait are told, since what they do then must not hold up a thread's owner */
    public RunEnds(Executor executor) {
        this.executor = executor;
    }

    /**
     * The end of a run that has been accepted here and goes on here; empty of any other, whose owner has to be asked. Fails
     * with {@link MovedException} if the thread leaves this node first.
     */
    public Optional<CompletionStage<RunResult>> find(ThreadKey thread, RunId run) {
        return Optional.ofNullable(coming.get(new Place(thread, run)))
                .map(end -> end.thenApplyAsync(result -> result, executor));
    }

    void expect(ThreadKey thread, RunId run) {
        coming.put(new Place(thread, run), new CompletableFuture<>());
    }

    void tell(ThreadKey thread, RunResult result) {
        CompletableFuture<RunResult> end = coming.remove(new Place(thread, result.run()));
        if (end != null) {
            end.complete(result);
        }
    }

    /** The thread is no longer here, but the run may go on elsewhere. */
    void moved(ThreadKey thread, RunId run) {
        CompletableFuture<RunResult> end = coming.remove(new Place(thread, run));
        if (end != null) {
            end.completeExceptionally(new MovedException());
        }
    }

    private record Place(ThreadKey thread, RunId run) {}

    /** The thread is no longer on this node: its owner has to be asked. */
    public static final class MovedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private MovedException() {
            super("the thread is no longer on this node", null, false, false);
        }
    }
}
