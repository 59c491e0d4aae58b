package io.heddle.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assistants: a graph plus a configuration. Each graph has one system assistant. Thread-safe, in memory, never blocks. */
public interface Assistants {
    /** By assistant id or by graph name. */
    Optional<AssistantView> find(String idOrGraph);

    /** All assistants, newest first, then by graph name. */
    List<AssistantView> all();

    /**
     * A graph for those who look at it; empty when no graph has that name.
     *
     * @param xray how many levels of subgraphs are opened; 0 for none
     */
    Optional<GraphDescription> graph(String graphId, int xray);

    /** What a graph takes, gives and holds; empty when no graph has that name. */
    Optional<GraphSchemas> schemas(String graphId);

    /**
     * What the graphs inside a graph take, give and hold, by the path of nodes that leads to them: {@code outer|inner}.
     *
     * @param deep whether those inside them count as well
     */
    Optional<Map<String, GraphSchemas>> subgraphs(String graphId, boolean deep);
}
