package io.heddle.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final NodeKey<Void> A = NodeKey.of("a");
    private static final NodeKey<Void> B = NodeKey.of("b");
    private static final NodeKey<Void> C = NodeKey.of("c");
    private static final Graph GRAPH = Graph.define("joined", 1, g -> {
        Stream.of(A, B, C).forEach(node -> g.node(node, (view, context) -> Update.nothing()));
        g.start(A, B);
        g.afterAll(A, B).to(C);
        g.after(C).end();
    });

    @Test
    void a_join_is_due_when_all_its_sources_have_arrived_and_then_starts_anew() {
        Frontier half = Frontier.of(GRAPH, Waiting.NOTHING, arrivals("a"));
        Frontier whole = Frontier.of(GRAPH, half.waiting(), arrivals("b"));

        assertThat(half.names()).isEmpty();
        assertThat(half.waiting().joins()).isEqualTo(Map.of("a+b:c", List.of("a")));
        assertThat(whole.names()).containsExactly("c");
        assertThat(whole.waiting()).isEqualTo(Waiting.NOTHING);
    }

    @Test
    void a_source_that_arrives_several_times_in_a_step_leaves_nothing_for_the_next_round() {
        Frontier whole = Frontier.of(GRAPH, Waiting.NOTHING, arrivals("a", "b", "b", "b"));

        assertThat(whole.names()).containsExactly("c");
        assertThat(whole.waiting()).isEqualTo(Waiting.NOTHING);
    }

    private static List<Arrival> arrivals(String... sources) {
        return Stream.of(sources)
                .map(source -> new Arrival(source, new Destination.Joined("a+b:c")))
                .toList();
    }
}
