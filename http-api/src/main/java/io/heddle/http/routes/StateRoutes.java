package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StateQuery;
import io.heddle.api.StateUpdate;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import io.heddle.http.wire.CheckpointRef;
import io.heddle.http.wire.DiffJson;
import io.heddle.http.wire.StateJson;
import io.heddle.json.JsonValue;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code /threads/{thread_id}/state}, {@code /history} and {@code /diff}: a thread's checkpoints, read, compared and edited. */
public record StateRoutes(Threads threads) {
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/threads/{thread_id}/state", this::head),
                Endpoint.get("/threads/{thread_id}/state/{checkpoint_id}", this::at),
                Endpoint.post("/threads/{thread_id}/state/checkpoint", this::atObject),
                Endpoint.post("/threads/{thread_id}/state", this::update),
                Endpoint.get("/threads/{thread_id}/diff", this::diff),
                Endpoint.get("/threads/{thread_id}/history", this::historyByQuery),
                Endpoint.post("/threads/{thread_id}/history", this::historyByBody));
    }

    private HttpResponse head(Call call) throws Exception {
        StateJson.refuseSelect(call.query().texts("select"));
        return state(call.thread(), StateQuery.HEAD, call.query().flag("subgraphs"));
    }

    private HttpResponse at(Call call) throws Exception {
        StateJson.refuseSelect(call.query().texts("select"));
        StateQuery query = StateQuery.HEAD.at(new CheckpointId(call.path("checkpoint_id")));
        return state(call.thread(), query, call.query().flag("subgraphs"));
    }

    private HttpResponse atObject(Call call) throws Exception {
        StateJson.refuseSelect(call.body().texts("select"));
        boolean subgraphs = call.body().flag("subgraphs", false);
        return state(call.thread(), CheckpointRef.read(call.body()).query(), subgraphs);
    }

    private HttpResponse update(Call call) throws Exception {
        StateUpdate update = StateJson.update(call.body());
        CheckpointId made = await(threads.update(call.thread(), update));
        return Reply.ok(StateJson.updated(call.thread(), update.namespace(), made));
    }

    private HttpResponse diff(Call call) throws Exception {
        CheckpointId from = CheckpointRef.id(call.query().text("from"));
        CheckpointId to = CheckpointRef.id(call.query().text("to"));
        String other = call.query().text("to_thread");
        if (from == null && to == null && other == null) {
            throw new ProblemException(new Problem.InvalidRequest(
                    "from", "nothing", "a checkpoint id, or another thread in to_thread; what is left out is a head"));
        }
        ThreadKey thread = call.thread();
        ThreadKey against = other == null ? thread : new ThreadKey(thread.tenant(), new ThreadId(other));
        return Reply.ok(DiffJson.of(await(threads.diff(thread, at(from), against, at(to)))));
    }

    private static StateQuery at(@Nullable CheckpointId checkpoint) {
        return checkpoint == null ? StateQuery.HEAD : StateQuery.HEAD.at(checkpoint);
    }

    private HttpResponse historyByQuery(Call call) throws Exception {
        return history(call.thread(), StateJson.history(call.query()));
    }

    private HttpResponse historyByBody(Call call) throws Exception {
        return history(call.thread(), StateJson.history(call.body()));
    }

    private HttpResponse state(ThreadKey thread, StateQuery query, boolean subgraphs) throws Exception {
        CheckpointView found = await(threads.state(thread, subgraphs ? query.withSubgraphs() : query));
        return Reply.ok(StateJson.of(found).json());
    }

    private HttpResponse history(ThreadKey thread, HistoryQuery query) throws Exception {
        List<JsonValue> states = await(threads.history(thread, query)).stream()
                .map(state -> StateJson.of(state).json())
                .toList();
        return Reply.ok(states);
    }
}
