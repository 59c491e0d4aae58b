package io.heddle.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.graph.Graph;
import io.heddle.graph.GraphProvider;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ExampleGraphsTest {
    private final List<Graph> graphs = ServiceLoader.load(GraphProvider.class).stream()
            .flatMap(provider -> provider.get().graphs().stream())
            .toList();

    @Test
    void the_graphs_are_found_on_the_class_path() {
        assertThat(graphs)
                .extracting(Graph::id)
                .containsExactly(
                        "chat",
                        "agent",
                        "delay",
                        "approve",
                        "edit",
                        "review",
                        "validate",
                        "map-reduce",
                        "nested",
                        "plan-and-execute",
                        "newsroom",
                        "travel-desk",
                        "claims");
    }

    @Test
    void a_graph_can_be_drawn() {
        assertThat(graphs.get(1).describe().mermaid())
                .contains("__start__ --> model", "model -. send .-> tools", "model -.-> __end__", "tools --> model");
    }
}
