package io.heddle.api;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Runs: started, watched, awaited, cancelled. Thread-safe. */
public interface Runs {
    /**
     * Accepts a run; when the stage completes the run is durable and will reach an end, whatever dies meanwhile.
     *
     * <p>A busy thread answers by the request's {@link MultitaskStrategy}. Asking twice with one run id is one run.
     */
    CompletionStage<RunView> start(ThreadKey key, RunRequest request);

    /** The run, or {@link Problem.RunNotFound}. */
    CompletionStage<RunView> get(ThreadKey key, RunId run);

    /** Newest first. */
    CompletionStage<List<RunView>> list(ThreadKey key, RunQuery query);

    /** Completes when the run has ended, with its outcome; at once if it already has. Never times out by itself. */
    CompletionStage<RunResult> join(ThreadKey key, RunId run);

    /**
     * The run's events in order, from the position the request names, live until the run ends.
     *
     * <p>One subscriber per publisher; nothing is read before it is subscribed to, which does not block. It honours demand: a slow reader is
     * bounded and cut with {@link Problem.ReaderTooSlow}, and may come back with its last id. An unknown run ends the
     * subscription with {@link Problem.RunNotFound}.
     */
    Flow.Publisher<StreamFrame> stream(ThreadKey key, RunId run, StreamRequest request);

    /**
     * The events of all of a thread's runs, one run after the other; goes on until the subscription is cancelled, and waits for
     * a thread that does not exist yet. Demand is honoured as by {@link #stream(ThreadKey, RunId, StreamRequest)}.
     */
    Flow.Publisher<ThreadFrame> stream(ThreadKey key, ThreadStreamRequest request);

    /**
     * Stops a pending or running run; cancelling a finished run changes nothing. Completes when the run has ended: a node that
     * ignores cancellation is abandoned after the engine's grace time, and can never write.
     *
     * @param action what becomes of it; the view of one that was rolled back is the last there is
     */
    CompletionStage<RunView> cancel(ThreadKey key, RunId run, CancelAction action);

    /** As {@link #cancel}, but completes as soon as the wish is durable; the run ends soon after, whatever dies meanwhile. */
    CompletionStage<RunView> requestCancel(ThreadKey key, RunId run, CancelAction action);

    /** Stops a run; committed steps stay. */
    default CompletionStage<RunView> cancel(ThreadKey key, RunId run) {
        return cancel(key, run, CancelAction.INTERRUPT);
    }

    /** Wishes a run stopped; committed steps stay. */
    default CompletionStage<RunView> requestCancel(ThreadKey key, RunId run) {
        return requestCancel(key, run, CancelAction.INTERRUPT);
    }
}
