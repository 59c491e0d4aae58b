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
import io.heddle.http.wire.QueryParams;
import io.heddle.http.wire.StateJson;
import io.heddle.json.Containment;
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
        return state(
                call.thread(), seen(StateQuery.HEAD, call.query()), call.query().texts("select"));
    }

    private HttpResponse at(Call call) throws Exception {
        StateQuery query = StateQuery.HEAD.at(new CheckpointId(call.path("checkpoint_id")));
        return state(call.thread(), seen(query, call.query()), call.query().texts("select"));
    }

    private HttpResponse atObject(Call call) throws Exception {
        StateQuery query = CheckpointRef.read(call.body()).query();
        boolean subgraphs = call.body().flag("subgraphs", false);
        return state(
                call.thread(),
                subgraphs ? query.withSubgraphs() : query,
                call.body().texts("select"));
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
        return history(
                call.thread(), StateJson.history(call.query()), call.query().texts("select"));
    }

    private HttpResponse historyByBody(Call call) throws Exception {
        List<String> select = call.body().texts("select");
        HistoryQuery query = StateJson.history(call.body());
        CheckpointId one =
                CheckpointRef.inObject(call.body().inner("checkpoint")).id();
        return one == null
                ? history(call.thread(), query, select)
                : Reply.ok(only(call.thread(), one, query).stream()
                        .map(state -> StateJson.of(state).only(select).json())
                        .toList());
    }

    /** The history of a checkpoint that is named by its id: itself, if it is asked for by the other filters as well. */
    private List<CheckpointView> only(ThreadKey thread, CheckpointId id, HistoryQuery query) throws Exception {
        CheckpointView found = await(
                threads.state(thread, StateQuery.HEAD.in(query.namespace()).at(id)));
        boolean earlier = query.before() == null || id.compareTo(query.before()) < 0;
        boolean fits = query.metadata() == null
                || Containment.contains(
                        found.metadata().node(), query.metadata().node());
        return earlier && fits ? List.of(found) : List.of();
    }

    private static StateQuery seen(StateQuery query, QueryParams params) {
        return params.flag("subgraphs") ? query.withSubgraphs() : query;
    }

    private HttpResponse state(ThreadKey thread, StateQuery query, @Nullable List<String> select) throws Exception {
        return Reply.ok(
                StateJson.of(await(threads.state(thread, query))).only(select).json());
    }

    private HttpResponse history(ThreadKey thread, HistoryQuery query, @Nullable List<String> select) throws Exception {
        List<JsonValue> states = await(threads.history(thread, query)).stream()
                .map(state -> StateJson.of(state).only(select).json())
                .toList();
        return Reply.ok(states);
    }
}
