package io.heddle.graph;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The graphs an engine serves, by id. Immutable. */
public final class GraphCatalog {
    private final Map<String, Graph> graphs = new LinkedHashMap<>();

    private GraphCatalog(Collection<Graph> all) {
        for (Graph graph : all) {
            if (graphs.putIfAbsent(graph.id(), graph) != null) {
                throw new IllegalArgumentException("two graphs have the id " + graph.id() + "; rename one of them");
            }
        }
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

    /** In the order given. */
    public Collection<Graph> all() {
        return graphs.values();
    }
}
