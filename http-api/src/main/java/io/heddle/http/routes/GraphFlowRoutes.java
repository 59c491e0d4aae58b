package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.CheckpointView;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.Runs;
import io.heddle.api.StateQuery;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import io.heddle.http.wire.FreshIds;
import io.heddle.http.wire.GraphFlowJson;
import java.util.List;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * The three paths of graph-flow's services, for clients written for one: {@code /execute}, {@code /session/{id}} and {@code
 * /health}. A session is a thread; a call that comes while another one runs waits for its turn instead of racing it.
 *
 * @param assistant what a session talks to; empty serves none of the paths
 * @param channel where what is said goes
 */
public record GraphFlowRoutes(Threads threads, Runs runs, String assistant, String channel) {
    public List<Endpoint> endpoints() {
        return assistant.isEmpty()
                ? List.of()
                : List.of(
                        Endpoint.post("/execute", this::execute),
                        Endpoint.get("/session/{thread_id}", this::session),
                        Endpoint.get("/health", call -> health()));
    }

    private HttpResponse execute(Call call) throws Exception {
        String wanted = call.body().text("session_id");
        String content = call.body().requiredText("content");
        ThreadKey session = new ThreadKey(TenantId.DEFAULT, wanted == null ? FreshIds.thread() : new ThreadId(wanted));
        RunRequest plain =
                RunRequest.of(assistant, GraphFlowJson.input(channel, content)).withRunId(FreshIds.run());
        RunRequest request = wanted == null
                ? plain.creatingThread()
                : GraphFlowJson.request(plain, await(threads.state(session)), content);
        RunView run = await(runs.start(session, request));
        RunResult result = await(runs.join(session, run.id()));
        return Reply.ok(GraphFlowJson.executed(session, result, channel));
    }

    private HttpResponse session(Call call) throws Exception {
        CheckpointView state = await(threads.state(call.thread(), StateQuery.HEAD));
        return Reply.ok(GraphFlowJson.session(state, assistant));
    }

    private static HttpResponse health() {
        return HttpResponse.create().withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, "OK"));
    }
}
