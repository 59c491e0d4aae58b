package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.CancelAction;
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
import io.heddle.http.wire.Unsupported;
import io.heddle.json.JsonValue;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /threads/{thread_id}/runs}: started, streamed, awaited, listed, joined, cancelled. */
public record RunRoutes(Runs runs, LiveReplies replies) {
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
        RunView run = follow().start(call.thread(), body(call).request());
        return located(Reply.ok(RunJson.accepted(run).json()), run);
    }

    private HttpResponse stream(Call call) throws Exception {
        RunBody body = body(call);
        RunView run = follow().start(call.thread(), body.request());
        var request = new StreamRequest(StreamRequest.FROM_START, body.request().modes());
        HttpResponse stream = follow().stream(run, request, call.connection(), body.cancelOnDisconnect());
        return Reply.with(located(stream, run), "Location", path(run) + "/stream");
    }

    private HttpResponse waitFor(Call call) throws Exception {
        RunBody body = body(call);
        RunView run = follow().start(call.thread(), body.request());
        HttpResponse reply = follow().outcome(run, call.connection(), body.cancelOnDisconnect());
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
        return located(follow().outcome(run, call.connection(), cancel), run);
    }

    private HttpResponse joinStream(Call call) throws Exception {
        var request = new StreamRequest(
                LastEventId.after(call.header(LastEventId.HEADER)), StreamModes.ofQuery(call.query()));
        RunView run = await(runs.get(call.thread(), call.run()));
        boolean cancel = call.query().flag("cancel_on_disconnect");
        HttpResponse stream = follow().stream(run, request, call.connection(), cancel);
        return Reply.with(located(stream, run), "Location", path(run) + "/stream");
    }

    /** Not waiting for the end still means waiting until the wish is durable. */
    private HttpResponse cancel(Call call) throws Exception {
        CancelAction action = RunJson.cancelAction(call.query());
        ThreadKey thread = call.thread();
        RunId run = call.run();
        if (call.query().flag("wait")) {
            await(runs.cancel(thread, run, action));
            return Reply.noContent();
        }
        await(runs.requestCancel(thread, run, action));
        return Reply.accepted();
    }

    private static RunBody body(Call call) {
        Unsupported.RUN_ON_THREAD.refuse(call.body());
        return RunBody.read(call.body(), FreshIds.run());
    }

    private RunReplies follow() {
        return new RunReplies(runs, replies);
    }

    /** Clients take what follows {@code /runs/} for the run's id, to the end. */
    private static HttpResponse located(HttpResponse response, RunView run) {
        return Reply.with(response, "Content-Location", path(run));
    }

    private static String path(RunView run) {
        return "/threads/" + run.thread().thread() + "/runs/" + run.id();
    }
}
