package io.heddle.http.routes;

import static io.heddle.http.routes.Call.await;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantPage;
import io.heddle.api.AssistantPatch;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.Assistants;
import io.heddle.api.GraphSchemas;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadView;
import io.heddle.api.Threads;
import io.heddle.http.problem.Refusal;
import io.heddle.http.problem.Refusals;
import io.heddle.http.wire.AssistantJson;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /assistants}: made in versions, found by id or graph name, searched, counted, drawn, described by schemas. */
public record AssistantRoutes(Assistants assistants, Threads threads) {
    private static final int THREADS_AT_ONCE = 100;

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/assistants", this::create),
                Endpoint.post("/assistants/search", this::search),
                Endpoint.post("/assistants/count", this::count),
                Endpoint.get("/assistants/{assistant_id}", this::get),
                Endpoint.patch("/assistants/{assistant_id}", this::patch),
                Endpoint.delete("/assistants/{assistant_id}", this::delete),
                Endpoint.post("/assistants/{assistant_id}/versions", this::versions),
                Endpoint.post("/assistants/{assistant_id}/latest", this::use),
                Endpoint.get("/assistants/{assistant_id}/graph", this::graph),
                Endpoint.get("/assistants/{assistant_id}/schemas", this::schemas),
                Endpoint.get("/assistants/{assistant_id}/subgraphs", this::subgraphs),
                Endpoint.get("/assistants/{assistant_id}/subgraphs/{namespace}", this::subgraph));
    }

    private HttpResponse create(Call call) throws Exception {
        return reply(await(assistants.create(TenantId.DEFAULT, AssistantJson.creation(call.body()))));
    }

    private HttpResponse search(Call call) throws Exception {
        AssistantQuery query = AssistantJson.search(call.body());
        List<String> select = call.body().texts("select");
        AssistantPage found = await(assistants.search(TenantId.DEFAULT, query));
        List<JsonValue> page = found.assistants().stream()
                .map(assistant -> AssistantJson.of(assistant).only(select).json())
                .toList();
        return Reply.page(page, query.limit(), query.offset(), found.total());
    }

    private HttpResponse count(Call call) throws Exception {
        AssistantQuery query = AssistantJson.search(call.body());
        return Reply.ok(JsonValue.encode(
                await(assistants.search(TenantId.DEFAULT, query)).total()));
    }

    private HttpResponse get(Call call) throws Exception {
        return reply(assistant(call));
    }

    private HttpResponse patch(Call call) throws Exception {
        AssistantPatch patch = AssistantJson.patch(call.body());
        return reply(
                await(found(assistants.patch(TenantId.DEFAULT, assistant(call).id(), patch))));
    }

    /** The threads first, unless it is going to be refused: what is left after a failure can be deleted by asking once more. */
    private HttpResponse delete(Call call) throws Exception {
        AssistantView assistant = assistant(call);
        AssistantId id = assistant.id();
        boolean isSystem = await(assistants.get(TenantId.DEFAULT, assistant.graphId()))
                .id()
                .equals(id);
        if (call.query().flag("delete_threads") && !isSystem) {
            deleteThreads(id);
        }
        await(found(assistants.delete(TenantId.DEFAULT, id)));
        return Reply.ok(List.of(JsonValue.encode(id.value())));
    }

    private void deleteThreads(AssistantId id) throws Exception {
        JsonValue metadata = JsonValue.encode(Map.of("assistant_id", id.value()));
        ThreadQuery query =
                new ThreadQuery(null, metadata, null, null, THREADS_AT_ONCE, 0, ThreadQuery.SortBy.THREAD_ID, true);
        List<ThreadView> some;
        do {
            some = await(threads.search(TenantId.DEFAULT, query)).threads();
            for (ThreadView thread : some) {
                await(threads.delete(thread.key()));
            }
        } while (some.size() == THREADS_AT_ONCE);
    }

    private HttpResponse versions(Call call) throws Exception {
        List<JsonValue> found = await(assistants.versions(
                        TenantId.DEFAULT,
                        assistant(call).id(),
                        call.body().object("metadata"),
                        call.body().number("limit", 10, 1, 1000),
                        call.body().number("offset", 0, 0, Integer.MAX_VALUE)))
                .stream()
                .map(version -> AssistantJson.of(version).json())
                .toList();
        return Reply.ok(found);
    }

    private HttpResponse use(Call call) throws Exception {
        int version = call.body().has("version")
                ? call.body().number("version", 0, 1, Integer.MAX_VALUE)
                : call.query().number("version", 0, 1, Integer.MAX_VALUE);
        return reply(
                await(found(assistants.use(TenantId.DEFAULT, assistant(call).id(), version))));
    }

    private HttpResponse graph(Call call) throws Exception {
        return assistants
                .graph(assistant(call).graphId(), call.query().depth("xray"))
                .map(graph -> Reply.ok(graph.json()))
                .orElseThrow(Refusal::noSuchAssistant);
    }

    private HttpResponse schemas(Call call) throws Exception {
        return assistants
                .schemas(assistant(call).graphId())
                .map(schemas -> Reply.ok(AssistantJson.schemas(schemas)))
                .orElseThrow(Refusal::noSuchAssistant);
    }

    private HttpResponse subgraphs(Call call) throws Exception {
        return subgraphs(call, call.query().flag("recurse"), path -> true);
    }

    private HttpResponse subgraph(Call call) throws Exception {
        String wanted = call.path("namespace").replaceAll(":[^|]*", "");
        boolean deep = call.query().flag("recurse");
        return subgraphs(call, true, path -> path.equals(wanted) || (deep && path.startsWith(wanted + "|")));
    }

    private HttpResponse subgraphs(Call call, boolean deep, Predicate<String> wanted) throws Exception {
        Map<String, GraphSchemas> all =
                assistants.subgraphs(assistant(call).graphId(), deep).orElseThrow(Refusal::noSuchAssistant);
        JsonAssembly found = new JsonAssembly().openObject();
        all.forEach((path, schemas) -> {
            if (wanted.test(path)) {
                found.member(path, AssistantJson.schemas(schemas));
            }
        });
        return Reply.ok(found.closeObject().done());
    }

    private AssistantView assistant(Call call) throws Exception {
        return await(found(assistants.get(TenantId.DEFAULT, call.path("assistant_id"))));
    }

    /** Where an assistant itself is asked for, its absence is told in fewer words than where a run names it. */
    private static <T> CompletionStage<T> found(CompletionStage<T> asked) {
        return asked.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                Refusals.unwrap(failure) instanceof ProblemException refused
                                && refused.problem() instanceof Problem.AssistantNotFound
                        ? Refusal.noSuchAssistant()
                        : failure));
    }

    private static HttpResponse reply(AssistantView assistant) {
        return Reply.ok(AssistantJson.of(assistant).json());
    }
}
