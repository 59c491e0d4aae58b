package io.heddle.graph;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import io.heddle.api.AssistantId;
import io.heddle.api.AssistantView;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The assistants that nobody has to make: one a graph, named like it. Ids are UUIDs of version 5 over the OID namespace, as
 * LangGraph's server makes them, so a client finds the same assistant on either. Immutable.
 */
public final class SystemAssistants {
    /** One for each graph that was ever heard of here. */
    private static final Map<String, AssistantId> IDS = new ConcurrentHashMap<>();

    private final List<AssistantView> all;
    private final Map<String, AssistantView> byName = new HashMap<>();

    public SystemAssistants(GraphCatalog graphs, Instant madeAt) {
        this.all = graphs.all().stream().map(graph -> view(graph, madeAt)).toList();
        all.forEach(assistant -> byName.put(assistant.id().value(), assistant));
        all.forEach(assistant -> byName.put(assistant.graphId(), assistant));
    }

    /** The id of a graph's system assistant. */
    public static AssistantId idOf(String graphId) {
        return IDS.computeIfAbsent(
                graphId,
                id -> new AssistantId(Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_OID)
                        .generate(id)
                        .toString()));
    }

    /** By assistant id or by graph name. */
    public Optional<AssistantView> find(String idOrGraph) {
        return Optional.ofNullable(byName.get(idOrGraph));
    }

    /** In the order of the graphs. */
    public List<AssistantView> all() {
        return all;
    }

    private static AssistantView view(Graph graph, Instant madeAt) {
        return new AssistantView(
                idOf(graph.id()),
                graph.id(),
                1,
                graph.id(),
                null,
                JsonValue.EMPTY_OBJECT,
                JsonValue.EMPTY_OBJECT,
                JsonValue.ofText("{\"created_by\":\"system\"}"),
                madeAt,
                madeAt);
    }
}
