package io.heddle.webhook;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.heddle.api.CancelAction;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunQuery;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStreamRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs whose end is told to a webhook if their request names one. Thread-safe.
 *
 * <p>Law: what a run's end is told to is kept before the run is accepted, and forgotten only when it was told or when there is
 * certainly no run. The node that started a run waits for its end; if it dies, {@link WebhookSender} finds the run ended.
 */
public final class WebhookRuns implements Runs {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRuns.class);
    private static final TimeBasedEpochRandomGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    private final Runs runs;
    private final WebhookTable table;
    private final WebhookSender sender;
    private final WebhookSettings settings;
    private final InstantSource clock;

    public WebhookRuns(
            Runs runs, WebhookTable table, WebhookSender sender, WebhookSettings settings, InstantSource clock) {
        this.runs = runs;
        this.table = table;
        this.sender = sender;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public CompletionStage<RunView> start(ThreadKey key, RunRequest request) {
        String url = request.webhook();
        if (url == null) {
            return runs.start(key, request);
        }
        RunId chosen = request.runId();
        RunId id = chosen == null ? RunId.of(IDS.generate()) : chosen;
        try {
            WebhookTarget.parse(url, settings);
        } catch (ProblemException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        return table.expect(key, id, url, now, now.plus(WebhookSender.BETWEEN_LOOKS))
                .exceptionallyCompose(WebhookRuns::notKept)
                .thenCompose(kept -> runs.start(key, request.withRunId(id)))
                .whenComplete((run, failure) -> settle(key, id, run, failure));
    }

    private void settle(ThreadKey key, RunId id, @Nullable RunView run, @Nullable Throwable failure) {
        if (run != null) {
            runs.join(key, id).whenComplete((result, lost) -> {
                if (result != null) {
                    told(run, result);
                }
            });
        } else if (failure != null && isCertain(failure)) {
            var unused = table.forget(key, id);
        }
    }

    private void told(RunView started, RunResult result) {
        runs.get(started.thread(), started.id())
                .handle((view, gone) -> view == null ? started : view)
                .thenCompose(view -> sender.ended(view, result))
                .whenComplete((kept, failure) -> {
                    if (failure != null) {
                        LOG.warn("end of a run is not kept for its webhook yet run={}", started.id(), failure);
                    }
                });
    }

    /** Nothing has been accepted yet, whatever went wrong. */
    private static CompletionStage<Void> notKept(Throwable failure) {
        LOG.warn("a webhook could not be kept, so its run is not accepted", failure);
        return CompletableFuture.failedFuture(
                new ProblemException(new Problem.Unavailable("The webhook could not be kept", 1)));
    }

    /** Whether there is no run of this request; one that was there before has a row of its own under the same id. */
    private static boolean isCertain(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ProblemException refused
                && !(refused.problem() instanceof Problem.OutcomeUnknown)
                && !(refused.problem() instanceof Problem.RunIdTaken);
    }

    @Override
    public CompletionStage<RunView> get(ThreadKey key, RunId run) {
        return runs.get(key, run);
    }

    @Override
    public CompletionStage<List<RunView>> list(ThreadKey key, RunQuery query) {
        return runs.list(key, query);
    }

    @Override
    public CompletionStage<RunResult> join(ThreadKey key, RunId run) {
        return runs.join(key, run);
    }

    @Override
    public Flow.Publisher<StreamFrame> stream(ThreadKey key, RunId run, StreamRequest request) {
        return runs.stream(key, run, request);
    }

    @Override
    public Flow.Publisher<ThreadFrame> stream(ThreadKey key, ThreadStreamRequest request) {
        return runs.stream(key, request);
    }

    @Override
    public CompletionStage<RunView> cancel(ThreadKey key, RunId run, CancelAction action) {
        return runs.cancel(key, run, action);
    }

    @Override
    public CompletionStage<RunView> requestCancel(ThreadKey key, RunId run, CancelAction action) {
        return runs.requestCancel(key, run, action);
    }
}
