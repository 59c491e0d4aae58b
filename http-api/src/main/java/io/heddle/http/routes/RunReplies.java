package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.http.sse.ClientConnection;
import io.heddle.http.sse.LiveReplies;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts runs, and makes the replies that follow one to its end: on a thread of their own or on somebody's. Thread-safe. */
record RunReplies(Runs runs, LiveReplies replies) {
    private static final Logger LOG = LoggerFactory.getLogger(RunReplies.class);

    /**
     * A refusal is certain: nothing was kept. Whatever else goes wrong leaves it open whether the run was accepted, and a 5xx
     * would make clients start it again.
     */
    RunView start(ThreadKey thread, RunRequest request) throws Exception {
        try {
            return await(runs.start(thread, request));
        } catch (ProblemException refused) {
            throw refused;
        } catch (Exception unknown) {
            LOG.error("run start failed unexpectedly thread={} run={}", thread, request.runId(), unknown);
            throw new ProblemException(new Problem.OutcomeUnknown(request.runId()));
        }
    }

    /** @param cancel whether the run is cancelled when its reader goes away before the end */
    HttpResponse stream(RunView run, StreamRequest request, ClientConnection connection, boolean cancel) {
        return stream(run, runs.stream(run.thread(), run.id(), request), connection, cancel);
    }

    HttpResponse stream(RunView run, Flow.Publisher<StreamFrame> frames, ClientConnection connection, boolean cancel) {
        return replies.stream(frames, connection, whenGone(cancel, run));
    }

    /** What the run came to, when it has; {@code cancel} as for a stream. */
    HttpResponse outcome(RunView run, ClientConnection connection, boolean cancel) {
        return outcome(run, runs.join(run.thread(), run.id()), connection, cancel);
    }

    HttpResponse outcome(RunView run, CompletionStage<RunResult> result, ClientConnection connection, boolean cancel) {
        return replies.wait(result, connection, whenGone(cancel, run));
    }

    private Runnable whenGone(boolean cancel, RunView run) {
        return cancel ? () -> cancelSoon(run) : () -> {};
    }

    private void cancelSoon(RunView run) {
        runs.requestCancel(run.thread(), run.id()).whenComplete((cancelled, failure) -> {
            if (failure != null) {
                LOG.warn("run not cancelled thread={} run={} reason={}", run.thread(), run.id(), failure.toString());
            }
        });
    }
}
