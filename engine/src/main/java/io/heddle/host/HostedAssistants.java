package io.heddle.host;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantPage;
import io.heddle.api.AssistantPatch;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.Assistants;
import io.heddle.api.GraphDescription;
import io.heddle.api.GraphSchemas;
import io.heddle.api.NewAssistant;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.TenantId;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.SystemAssistants;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import io.heddle.task.Identifiers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Assistants}: those of the system, and those in a table. Thread-safe. */
public final class HostedAssistants implements Assistants {
    private final GraphCatalog graphs;
    private final SystemAssistants system;
    private final AssistantTable table;
    private final InstantSource clock;

    public HostedAssistants(GraphCatalog graphs, AssistantTable table, InstantSource clock) {
        this.graphs = graphs;
        this.system = new SystemAssistants(graphs, now(clock));
        this.table = table;
        this.clock = clock;
    }

    @Override
    public CompletionStage<AssistantView> create(TenantId tenant, NewAssistant request) {
        AssistantId chosen = request.id();
        AssistantId id = chosen == null ? Identifiers.assistant() : chosen;
        Instant now = now(clock);
        AssistantView first = new AssistantView(
                id,
                request.graphId(),
                1,
                request.name(),
                request.description(),
                request.config(),
                request.context(),
                request.metadata(),
                now,
                now);
        if (graphs.find(request.graphId()).isEmpty()) {
            return missing(request.graphId());
        }
        CompletionStage<Boolean> kept = system.find(id.value()).isPresent()
                ? CompletableFuture.completedFuture(false)
                : table.insert(tenant, first);
        return kept.thenCompose(isNew -> {
            if (isNew) {
                return CompletableFuture.completedFuture(first);
            }
            return request.orExisting()
                    ? get(tenant, id.value())
                    : CompletableFuture.failedFuture(new ProblemException(new Problem.AssistantExists(id)));
        });
    }

    @Override
    public CompletionStage<AssistantView> get(TenantId tenant, String idOrGraph) {
        Optional<AssistantView> own = system.find(idOrGraph);
        if (own.isPresent()) {
            return CompletableFuture.completedFuture(own.get());
        }
        AssistantId id;
        try {
            id = new AssistantId(idOrGraph);
        } catch (ProblemException noId) {
            return missing(idOrGraph);
        }
        return table.find(tenant, id).thenCompose(found -> found(found, id));
    }

    @Override
    public CompletionStage<AssistantView> patch(TenantId tenant, AssistantId id, AssistantPatch patch) {
        String graph = patch.graphId();
        if (graph != null && graphs.find(graph).isEmpty()) {
            return missing(graph);
        }
        Instant now = now(clock);
        return isOurs(id)
                ? fixed(id)
                : table.change(tenant, id, before -> patched(before, patch, now))
                        .thenCompose(found -> found(found, id));
    }

    @Override
    public CompletionStage<Void> delete(TenantId tenant, AssistantId id) {
        return isOurs(id)
                ? fixed(id)
                : table.delete(tenant, id)
                        .thenCompose(gone -> gone ? CompletableFuture.completedFuture(null) : missing(id.value()));
    }

    /** Those of the system are few; they are sorted in among as many of the others as the page can show. */
    @Override
    public CompletionStage<AssistantPage> search(TenantId tenant, AssistantQuery query) {
        List<AssistantView> ours = system.all().stream().filter(query::matches).toList();
        return table.search(tenant, query.fromTheFirst()).thenApply(theirs -> {
            List<AssistantView> page = Stream.concat(ours.stream(), theirs.assistants().stream())
                    .sorted(query.order())
                    .skip(query.offset())
                    .limit(query.limit())
                    .toList();
            return new AssistantPage(page, ours.size() + theirs.total());
        });
    }

    @Override
    public CompletionStage<List<AssistantView>> versions(
            TenantId tenant, AssistantId id, @Nullable JsonValue metadata, int limit, int offset) {
        Optional<AssistantView> ours = system.find(id.value());
        if (ours.isPresent()) {
            return CompletableFuture.completedFuture(
                    ours.stream().skip(offset).limit(limit).toList());
        }
        return get(tenant, id.value()).thenCompose(there -> table.versions(tenant, id, metadata, limit, offset));
    }

    @Override
    public CompletionStage<AssistantView> use(TenantId tenant, AssistantId id, int version) {
        return isOurs(id) ? fixed(id) : table.use(tenant, id, version).thenCompose(found -> found(found, id));
    }

    @Override
    public Optional<GraphDescription> graph(String graphId, int xray) {
        return graphs.find(graphId).map(graph -> graph.describe(xray));
    }

    @Override
    public Optional<GraphSchemas> schemas(String graphId) {
        return graphs.find(graphId).map(Graph::schemas);
    }

    @Override
    public Optional<Map<String, GraphSchemas>> subgraphs(String graphId, boolean deep) {
        return graphs.find(graphId).map(graph -> {
            Map<String, GraphSchemas> schemas = new LinkedHashMap<>();
            graph.subgraphs(deep).forEach((path, inner) -> schemas.put(path, inner.schemas()));
            return schemas;
        });
    }

    private boolean isOurs(AssistantId id) {
        return system.find(id.value()).isPresent();
    }

    private static AssistantView patched(AssistantView before, AssistantPatch patch, Instant now) {
        return new AssistantView(
                before.id(),
                or(patch.graphId(), before.graphId()),
                before.version(),
                or(patch.name(), before.name()),
                patch.description() == null ? before.description() : patch.description(),
                or(patch.config(), before.config()),
                or(patch.context(), before.context()),
                patch.metadata() == null ? before.metadata() : merged(before.metadata(), patch.metadata()),
                before.createdAt(),
                now);
    }

    private static JsonValue merged(JsonValue before, JsonValue patch) {
        JsonValue both = before;
        for (Map.Entry<String, JsonSlice> member : JsonSlice.of(patch).members().entrySet()) {
            both = both.with(member.getKey(), member.getValue().value());
        }
        return both;
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    private static Instant now(InstantSource clock) {
        return Instant.ofEpochMilli(clock.millis());
    }

    private static CompletionStage<AssistantView> found(Optional<AssistantView> found, AssistantId id) {
        return found.<CompletionStage<AssistantView>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> missing(id.value()));
    }

    private static <T> CompletionStage<T> missing(String asked) {
        return CompletableFuture.failedFuture(new ProblemException(new Problem.AssistantNotFound(asked)));
    }

    private static <T> CompletionStage<T> fixed(AssistantId id) {
        return CompletableFuture.failedFuture(new ProblemException(new Problem.InvalidRequest(
                "assistant_id",
                id.value(),
                "an assistant that somebody made; a graph's own cannot be changed, so create another one of it")));
    }
}
