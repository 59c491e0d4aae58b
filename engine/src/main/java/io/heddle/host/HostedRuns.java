package io.heddle.host;

import io.heddle.api.AssistantView;
import io.heddle.api.Assistants;
import io.heddle.api.CancelAction;
import io.heddle.api.CheckpointId;
import io.heddle.api.Interrupt;
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
import io.heddle.api.Threads;
import io.heddle.json.JsonValue;
import io.heddle.task.Admission;
import io.heddle.task.Identifiers;
import io.heddle.task.UserCode;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Runs} over a door. Thread-safe. */
public final class HostedRuns implements Runs {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRuns.class);

    private final ThreadDoor door;
    private final Threads threads;
    private final Assistants assistants;
    private final Admission admission;
    private final UserCode userCode;

    public HostedRuns(ThreadDoor door, Threads threads, Assistants assistants, Admission admission, UserCode userCode) {
        this.door = door;
        this.threads = threads;
        this.assistants = assistants;
        this.admission = admission;
        this.userCode = userCode;
    }

    @Override
    public CompletionStage<RunView> start(ThreadKey key, RunRequest request) {
        RunId chosen = request.runId();
        RunId id = chosen == null ? Identifiers.run() : chosen;
        return assistants
                .get(key.tenant(), request.assistant())
                .exceptionallyCompose(HostedRuns::notLookedUp)
                .thenCompose(assistant -> admitted(key, assistant, request, id))
                .thenCompose(spec -> door.ask(key, new ThreadCommand.Start(spec, request.createThread())))
                .thenApply(Answers::run);
    }

    /** On the caller's thread if that takes nobody else's code, so that most runs are accepted without a detour. */
    private CompletionStage<RunSpec> admitted(ThreadKey key, AssistantView assistant, RunRequest request, RunId id) {
        try {
            if (admission.isPlain(assistant, request)) {
                return CompletableFuture.completedFuture(admission.admit(assistant, request, id));
            }
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        return baseExists(key, request.checkpoint())
                .thenCompose(exists -> before(key, assistant, request))
                .thenCompose(
                        before -> userCode.run("admit " + id, () -> admission.admit(assistant, request, id, before)))
                .exceptionallyCompose(HostedRuns::slowDecoding);
    }

    @Override
    public CompletionStage<RunView> get(ThreadKey key, RunId run) {
        return door.read(key, new ThreadQuestion.OfRun(run)).thenApply(Answers::run);
    }

    @Override
    public CompletionStage<List<RunView>> list(ThreadKey key, RunQuery query) {
        return door.read(key, new ThreadQuestion.OfRuns(query)).thenApply(Answers::runs);
    }

    @Override
    public CompletionStage<RunResult> join(ThreadKey key, RunId run) {
        return door.ended(key, run);
    }

    @Override
    public Flow.Publisher<StreamFrame> stream(ThreadKey key, RunId run, StreamRequest request) {
        return subscriber -> door.subscribe(key, run, request, subscriber);
    }

    @Override
    public Flow.Publisher<ThreadFrame> stream(ThreadKey key, ThreadStreamRequest request) {
        return subscriber -> door.subscribe(key, request, subscriber);
    }

    @Override
    public CompletionStage<RunView> cancel(ThreadKey key, RunId run, CancelAction action) {
        return requestCancel(key, run, action)
                .thenCompose(view ->
                        view.status().ended() ? CompletableFuture.completedFuture(view) : stopped(key, view, action));
    }

    @Override
    public CompletionStage<RunView> requestCancel(ThreadKey key, RunId run, CancelAction action) {
        return door.ask(key, new ThreadCommand.Cancel(run, action)).thenApply(Answers::run);
    }

    private CompletionStage<RunView> stopped(ThreadKey key, RunView stopping, CancelAction action) {
        CompletionStage<RunResult> end = door.ended(key, stopping.id());
        return switch (action) {
            case INTERRUPT -> end.thenCompose(result -> get(key, stopping.id()));
            case ROLLBACK -> end.handle((result, gone) -> gone).thenCompose(gone -> whenHidden(stopping, gone));
        };
    }

    /** Who asks only after it is gone is told that there is no such run. */
    private static CompletionStage<RunView> whenHidden(RunView last, @Nullable Throwable thrown) {
        boolean gone = thrown == null
                || (unwrapped(thrown) instanceof ProblemException refused
                        && refused.problem() instanceof Problem.RunNotFound);
        return gone ? CompletableFuture.completedFuture(last) : CompletableFuture.failedFuture(thrown);
    }

    /** Clients name the head with every run: that must not cost a walk through the history. */
    private CompletionStage<Boolean> baseExists(ThreadKey key, @Nullable CheckpointId checkpoint) {
        if (checkpoint == null) {
            return CompletableFuture.completedFuture(true);
        }
        return threads.state(key)
                .thenCompose(head -> checkpoint.equals(head.id())
                        ? CompletableFuture.completedFuture(true)
                        : threads.stateAt(key, checkpoint).thenApply(state -> true));
    }

    /** What a run goes on with; read only if it matters. */
    private CompletionStage<Admission.Before> before(ThreadKey key, AssistantView assistant, RunRequest request) {
        CompletionStage<JsonValue> config = admission.inherits(assistant, request)
                ? door.read(key, new ThreadQuestion.OfThread())
                        .thenApply(reply -> reply instanceof ThreadReply.OfThread found
                                ? found.thread().config()
                                : JsonValue.EMPTY_OBJECT)
                : CompletableFuture.completedFuture(JsonValue.EMPTY_OBJECT);
        boolean answers = request.command() != null && request.command().resume() != null;
        CompletionStage<List<Interrupt>> open = answers && request.checkpoint() == null
                ? door.read(key, new ThreadQuestion.OfHead(false))
                        .thenApply(reply -> reply instanceof ThreadReply.OfState found
                                ? found.state().openInterrupts()
                                : List.of())
                : CompletableFuture.completedFuture(List.of());
        return config.thenCombine(open, Admission.Before::new);
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
    }

    /** Nothing has happened yet, whatever went wrong. */
    private static <T> CompletionStage<T> notLookedUp(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
        if (cause instanceof ProblemException) {
            return CompletableFuture.failedFuture(cause);
        }
        LOG.warn("an assistant could not be looked up", cause);
        return CompletableFuture.failedFuture(
                new ProblemException(new Problem.Unavailable("The assistant could not be looked up", 1)));
    }

    private static <T> CompletionStage<T> slowDecoding(Throwable thrown) {
        Throwable cause = unwrapped(thrown);
        return CompletableFuture.failedFuture(
                cause instanceof TimeoutException
                        ? new ProblemException(new Problem.InvalidRequest(
                                "input",
                                "values whose decoding did not end",
                                "values that the channels' types read quickly"))
                        : cause);
    }
}
