package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The graphs an engine serves, by id. Immutable. */
public final class GraphCatalog {
    private final Map<String, Graph> graphs = new LinkedHashMap<>();
    private final boolean vary;

    private GraphCatalog(Collection<Graph> all) {
        for (Graph graph : all) {
            if (graphs.putIfAbsent(graph.id(), graph) != null) {
                throw new IllegalArgumentException("two graphs have the id " + graph.id() + "; rename one of them");
            }
        }
        vary = all.stream().anyMatch(Graph::varies);
    }

    public static GraphCatalog of(Graph... graphs) {
        return new GraphCatalog(List.of(graphs));
    }

    public static GraphCatalog of(Collection<Graph> graphs) {
        return new GraphCatalog(graphs);
    }

    public Optional<Graph> find(String id) {
        return Optional.ofNullable(graphs.get(id));
    }

    /** The graph of a run; empty if nobody serves it, or if it depends on the configuration and is not built here yet. */
    public Optional<Graph> find(String id, JsonValue config) {
        return find(id).flatMap(graph -> graph.ifBuilt(config));
    }

    /** Whether there is one that depends on what its runs are configured with. */
    public boolean vary() {
        return vary;
    }

    /** In the order given. */
    public Collection<Graph> all() {
        return graphs.values();
    }
}
