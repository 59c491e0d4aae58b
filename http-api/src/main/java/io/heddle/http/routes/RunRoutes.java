package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.http.sse.LastEventId;
import io.heddle.http.sse.LiveReplies;
import io.heddle.http.wire.FreshIds;
import io.heddle.http.wire.RunBody;
import io.heddle.http.wire.RunJson;
import io.heddle.http.wire.StreamModes;
import io.heddle.json.JsonValue;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /threads/{thread_id}/runs}: started, streamed, awaited, listed, joined, cancelled. */
public record RunRoutes(Runs runs, LiveReplies replies) {
    private static final Logger LOG = LoggerFactory.getLogger(RunRoutes.class);

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/threads/{thread_id}/runs", this::create),
                Endpoint.post("/threads/{thread_id}/runs/stream", this::stream),
                Endpoint.post("/threads/{thread_id}/runs/wait", this::waitFor),
                Endpoint.get("/threads/{thread_id}/runs", this::list),
                Endpoint.get("/threads/{thread_id}/runs/{run_id}", this::get),
                Endpoint.get("/threads/{thread_id}/runs/{run_id}/join", this::join),
                Endpoint.get("/threads/{thread_id}/runs/{run_id}/stream", this::joinStream),
                Endpoint.post("/threads/{thread_id}/runs/{run_id}/cancel", this::cancel));
    }

    private HttpResponse create(Call call) throws Exception {
        RunView run = start(call.thread(), RunBody.read(call.body(), FreshIds.run()));
        return located(Reply.ok(RunJson.accepted(run).json()), run);
    }

    private HttpResponse stream(Call call) throws Exception {
        ThreadKey thread = call.thread();
        RunBody body = RunBody.read(call.body(), FreshIds.run());
        RunView run = start(thread, body);
        var request = new StreamRequest(StreamRequest.FROM_START, body.request().modes());
        HttpResponse stream = replies.stream(
                runs.stream(thread, run.id(), request),
                call.connection(),
                whenGone(body.cancelOnDisconnect(), thread, run.id()));
        return Reply.with(located(stream, run), "Location", path(run) + "/stream");
    }

    private HttpResponse waitFor(Call call) throws Exception {
        ThreadKey thread = call.thread();
        RunBody body = RunBody.read(call.body(), FreshIds.run());
        RunView run = start(thread, body);
        HttpResponse reply = replies.wait(
                runs.join(thread, run.id()), call.connection(), whenGone(body.cancelOnDisconnect(), thread, run.id()));
        return Reply.with(located(reply, run), "Location", path(run) + "/join");
    }

    private HttpResponse list(Call call) throws Exception {
        List<String> select = call.query().texts("select");
        List<JsonValue> found = await(runs.list(call.thread(), RunJson.list(call.query()))).stream()
                .map(run -> RunJson.of(run).only(select).json())
                .toList();
        return Reply.ok(found);
    }

    private HttpResponse get(Call call) throws Exception {
        return Reply.ok(RunJson.of(await(runs.get(call.thread(), call.run()))).json());
    }

    private HttpResponse join(Call call) throws Exception {
        RunView run = await(runs.get(call.thread(), call.run()));
        boolean cancel = call.query().flag("cancel_on_disconnect");
        HttpResponse reply = replies.wait(
                runs.join(call.thread(), run.id()), call.connection(), whenGone(cancel, call.thread(), run.id()));
        return located(reply, run);
    }

    private HttpResponse joinStream(Call call) throws Exception {
        var request = new StreamRequest(
                LastEventId.after(call.header(LastEventId.HEADER)), StreamModes.ofQuery(call.query()));
        RunView run = await(runs.get(call.thread(), call.run()));
        boolean cancel = call.query().flag("cancel_on_disconnect");
        HttpResponse stream = replies.stream(
                runs.stream(call.thread(), run.id(), request),
                call.connection(),
                whenGone(cancel, call.thread(), run.id()));
        return Reply.with(located(stream, run), "Location", path(run) + "/stream");
    }

    /** Not waiting for the end still means waiting until the wish is durable. */
    private HttpResponse cancel(Call call) throws Exception {
        String action = call.query().text("action");
        if (action != null && !action.equals("interrupt")) {
            throw action.equals("rollback")
                    ? new ProblemException(new Problem.Unsupported("action", "\"rollback\"", "use interrupt"))
                    : new ProblemException(new Problem.InvalidRequest("action", "\"" + action + "\"", "interrupt"));
        }
        ThreadKey thread = call.thread();
        RunId run = call.run();
        if (call.query().flag("wait")) {
            await(runs.cancel(thread, run));
            return Reply.noContent();
        }
        await(runs.requestCancel(thread, run));
        return Reply.accepted();
    }

    /**
     * A refusal is certain: nothing was kept. Whatever else goes wrong leaves it open whether the run was accepted, and a 5xx
     * would make clients start it again.
     */
    private RunView start(ThreadKey thread, RunBody body) throws Exception {
        try {
            return await(runs.start(thread, body.request()));
        } catch (ProblemException refused) {
            throw refused;
        } catch (Exception unknown) {
            LOG.error(
                    "run start failed unexpectedly thread={} run={}",
                    thread,
                    body.request().runId(),
                    unknown);
            throw new ProblemException(new Problem.OutcomeUnknown(body.request().runId()));
        }
    }

    private Runnable whenGone(boolean cancel, ThreadKey thread, RunId run) {
        return cancel ? () -> cancelSoon(thread, run) : () -> {};
    }

    private void cancelSoon(ThreadKey thread, RunId run) {
        runs.requestCancel(thread, run).whenComplete((cancelled, failure) -> {
            if (failure != null) {
                LOG.warn("run not cancelled thread={} run={} reason={}", thread, run, failure.toString());
            }
        });
    }

    /** Clients take what follows {@code /runs/} for the run's id, to the end. */
    private static HttpResponse located(HttpResponse response, RunView run) {
        return Reply.with(response, "Content-Location", path(run));
    }

    private static String path(RunView run) {
        return "/threads/" + run.thread().thread() + "/runs/" + run.id();
    }
}
