package io.heddle.http.routes;

import io.heddle.api.AssistantView;
import io.heddle.api.Assistants;
import io.heddle.api.GraphSchemas;
import io.heddle.http.problem.Refusal;
import io.heddle.http.wire.AssistantJson;
import io.heddle.http.wire.AssistantSearch;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /assistants}: found by id or graph name, searched, counted, drawn, described by schemas. */
public record AssistantRoutes(Assistants assistants) {
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/assistants/search", this::search),
                Endpoint.post("/assistants/count", this::count),
                Endpoint.get("/assistants/{assistant_id}", this::get),
                Endpoint.get("/assistants/{assistant_id}/graph", this::graph),
                Endpoint.get("/assistants/{assistant_id}/schemas", this::schemas),
                Endpoint.get("/assistants/{assistant_id}/subgraphs", this::subgraphs),
                Endpoint.get("/assistants/{assistant_id}/subgraphs/{namespace}", this::subgraph));
    }

    private HttpResponse search(Call call) {
        AssistantSearch search = AssistantSearch.read(call.body());
        List<String> select = call.body().texts("select");
        List<AssistantView> found = search.of(assistants.all());
        List<JsonValue> page = found.stream()
                .skip(search.offset())
                .limit(search.limit())
                .map(assistant -> AssistantJson.of(assistant).only(select).json())
                .toList();
        return Reply.page(page, search.limit(), search.offset(), found.size());
    }

    private HttpResponse count(Call call) {
        return Reply.ok(JsonValue.encode(
                AssistantSearch.read(call.body()).of(assistants.all()).size()));
    }

    private HttpResponse get(Call call) {
        return Reply.ok(AssistantJson.of(assistant(call)).json());
    }

    private HttpResponse graph(Call call) {
        return assistants
                .graph(assistant(call).graphId(), call.query().depth("xray"))
                .map(graph -> Reply.ok(graph.json()))
                .orElseThrow(Refusal::noSuchAssistant);
    }

    private HttpResponse schemas(Call call) {
        return assistants
                .schemas(assistant(call).graphId())
                .map(schemas -> Reply.ok(AssistantJson.schemas(schemas)))
                .orElseThrow(Refusal::noSuchAssistant);
    }

    private HttpResponse subgraphs(Call call) {
        return subgraphs(call, call.query().flag("recurse"), path -> true);
    }

    private HttpResponse subgraph(Call call) {
        String wanted = call.path("namespace").replaceAll(":[^|]*", "");
        boolean deep = call.query().flag("recurse");
        return subgraphs(call, true, path -> path.equals(wanted) || (deep && path.startsWith(wanted + "|")));
    }

    private HttpResponse subgraphs(Call call, boolean deep, Predicate<String> wanted) {
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

    private AssistantView assistant(Call call) {
        return assistants.find(call.path("assistant_id")).orElseThrow(Refusal::noSuchAssistant);
    }
}
