package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.StreamRequest;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadTtl;
import io.heddle.api.Threads;
import io.heddle.http.sse.LastEventId;
import io.heddle.http.sse.LiveReplies;
import io.heddle.http.wire.Fields;
import io.heddle.http.wire.RunJson;
import io.heddle.http.wire.StatelessBody;
import io.heddle.http.wire.StreamModes;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /runs}: runs without a thread of the caller's. Each has a thread of its own whose id is the run's, so that whoever
 * knows the run finds it; unless the caller keeps it, it is deleted once the run has ended and its reader has had the end.
 * Where nobody reads to the end it stays for a moment, for those who come back.
 */
public record StatelessRoutes(Threads threads, Runs runs, LiveReplies replies) {
    private static final Logger LOG = LoggerFactory.getLogger(StatelessRoutes.class);

    /** How long a finished run can still be joined. */
    private static final Duration LINGER = Duration.ofMinutes(1);

    /** The end of a run's own thread if this gateway is not there any more to delete it. */
    private static final ThreadTtl FORSAKEN = ThreadTtl.of(Duration.ofMinutes(15));

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/runs", this::create),
                Endpoint.post("/runs/stream", this::stream),
                Endpoint.post("/runs/wait", this::waitFor),
                Endpoint.post("/runs/batch", this::batch),
                Endpoint.get("/runs/{run_id}/stream", this::join));
    }

    private HttpResponse create(Call call) throws Exception {
        RunView run = started(StatelessBody.read(call.body()));
        return located(Reply.ok(RunJson.accepted(run).json()), run);
    }

    private HttpResponse stream(Call call) throws Exception {
        StatelessBody body = StatelessBody.read(call.body());
        RunView run = start(body);
        var request =
                new StreamRequest(StreamRequest.FROM_START, body.run().request().modes());
        WatchedFrames frames = new WatchedFrames(runs.stream(run.thread(), run.id(), request));
        if (!body.keep()) {
            var unused = ended(run)
                    .thenCombine(frames.over(), (result, whole) -> whole)
                    .whenComplete((whole, failed) -> forget(run, whole != null && whole ? Duration.ZERO : LINGER));
        }
        HttpResponse stream =
                follow().stream(run, frames, call.connection(), body.run().cancelOnDisconnect());
        return Reply.with(located(stream, run), "Location", path(run) + "/stream");
    }

    private HttpResponse waitFor(Call call) throws Exception {
        StatelessBody body = StatelessBody.read(call.body());
        RunView run = start(body);
        CompletionStage<RunResult> result =
                body.keep() ? ended(run) : ended(run).thenCompose(end -> forgotten(run, end));
        HttpResponse reply =
                follow().outcome(run, result, call.connection(), body.run().cancelOnDisconnect());
        return Reply.with(
                located(reply, run), "Location", "/threads/" + run.thread().thread() + path(run) + "/join");
    }

    /** All of them, or none: if one is refused, those that were accepted before it are cancelled and forgotten. */
    private HttpResponse batch(Call call) throws Exception {
        List<StatelessBody> bodies = new ArrayList<>();
        for (Fields body : call.bodies()) {
            bodies.add(StatelessBody.read(body));
        }
        List<RunView> accepted = new ArrayList<>();
        try {
            for (StatelessBody body : bodies) {
                accepted.add(started(body));
            }
        } catch (Exception refused) {
            accepted.forEach(run -> forget(run, Duration.ZERO));
            throw refused;
        }
        List<JsonValue> shown =
                accepted.stream().map(run -> RunJson.accepted(run).json()).toList();
        return Reply.ok(shown);
    }

    private HttpResponse join(Call call) throws Exception {
        RunId id = call.run();
        var request = new StreamRequest(
                LastEventId.after(call.header(LastEventId.HEADER)), StreamModes.ofQuery(call.query()));
        RunView run = await(runs.get(threadOf(id), id));
        boolean cancel = call.query().flag("cancel_on_disconnect");
        HttpResponse stream = follow().stream(run, request, call.connection(), cancel);
        return Reply.with(located(stream, run), "Location", path(run) + "/stream");
    }

    private RunView started(StatelessBody body) throws Exception {
        RunView run = start(body);
        if (!body.keep()) {
            var unused = ended(run).whenComplete((result, failed) -> forget(run, LINGER));
        }
        return run;
    }

    private RunView start(StatelessBody body) throws Exception {
        RunRequest request = body.run().request();
        RunView run = follow().start(threadOf(Objects.requireNonNull(request.runId())), request.creatingThread());
        if (!body.keep()) {
            quietly(run, threads.lasting(run.thread(), FORSAKEN));
        }
        return run;
    }

    private CompletionStage<RunResult> ended(RunView run) {
        return runs.join(run.thread(), run.id());
    }

    private CompletionStage<RunResult> forgotten(RunView run, RunResult end) {
        return threads.delete(run.thread()).handle((gone, failure) -> end);
    }

    private void forget(RunView run, Duration later) {
        CompletableFuture.delayedExecutor(later.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> quietly(run, threads.delete(run.thread())));
    }

    private static void quietly(RunView run, CompletionStage<?> change) {
        var unused = change.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("run's own thread not changed run={} reason={}", run.id(), failure.toString());
            }
        });
    }

    private RunReplies follow() {
        return new RunReplies(runs, replies);
    }

    private static ThreadKey threadOf(RunId run) {
        return new ThreadKey(TenantId.DEFAULT, new ThreadId(run.value()));
    }

    private static HttpResponse located(HttpResponse response, RunView run) {
        return Reply.with(response, "Content-Location", path(run));
    }

    private static String path(RunView run) {
        return "/runs/" + run.id();
    }
}
