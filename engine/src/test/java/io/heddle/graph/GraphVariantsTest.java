package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.heddle.json.JsonValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class GraphVariantsTest {
    private static final ConfigKey<Integer> DEPTH =
            ConfigKey.of("depth", Integer.class).orElse(1);
    private static final ConfigKey<String> TONE =
            ConfigKey.of("tone", String.class).orElse("plain");
    private static final ValueChannel<String> TITLE = Channel.value("title", String.class);

    private final AtomicInteger built = new AtomicInteger();
    private final Graph graph = graph((g, config) -> {
        built.incrementAndGet();
        row(g, config.get(DEPTH));
    });

    @Test
    void the_graph_itself_is_that_of_a_run_that_says_nothing() {
        assertThat(graph.nodes()).hasSize(1);
        assertThat(graph.configured(json("{\"tone\":\"warm\"}"))).isSameAs(graph);
        assertThat(graph.ifBuilt(JsonValue.EMPTY_OBJECT)).containsSame(graph);
        assertThat(graph.config()).containsExactly(DEPTH);
    }

    @Test
    void a_graph_is_built_once_for_all_runs_that_are_configured_alike() {
        Graph deep = graph.configured(json("{\"depth\":3,\"tone\":\"warm\"}"));

        assertThat(deep.nodes()).hasSize(3);
        assertThat(deep.id()).isEqualTo(graph.id());
        assertThat(deep.version()).isEqualTo(graph.version());
        assertThat(graph.configured(json("{\"tone\":\"dry\",\"depth\":3}"))).isSameAs(deep);
        assertThat(built).hasValue(2);
    }

    @Test
    void looking_for_a_graph_builds_none() {
        assertThat(graph.ifBuilt(json("{\"depth\":2}"))).isEmpty();
        graph.configured(json("{\"depth\":2}"));

        assertThat(graph.ifBuilt(json("{\"depth\":2}"))).isPresent();
        assertThat(built).hasValue(2);
    }

    @Test
    void those_that_have_not_been_used_for_long_are_let_go() {
        graph.configured(json("{\"depth\":2}"));
        for (int depth = 3; depth < 300; depth++) {
            graph.configured(json("{\"depth\":" + depth + "}"));
        }

        await().until(() -> {
            System.gc();
            return graph.ifBuilt(json("{\"depth\":2}")).isEmpty();
        });
        assertThat(graph.ifBuilt(json("{\"depth\":299}"))).isPresent();
    }

    @Test
    void what_somebody_holds_is_found_however_many_others_are_built() {
        Graph held = graph.configured(json("{\"depth\":2}"));
        for (int depth = 3; depth < 300; depth++) {
            graph.configured(json("{\"depth\":" + depth + "}"));
        }

        assertThat(graph.ifBuilt(json("{\"depth\":2}"))).containsSame(held);
    }

    @Test
    void a_definition_that_fails_is_tried_again() {
        AtomicInteger tried = new AtomicInteger();
        Graph moody = graph((g, config) -> {
            if (config.get(DEPTH) > 1 && tried.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
            row(g, config.get(DEPTH));
        });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> moody.configured(json("{\"depth\":2}")))
                .withMessage("not now");
        assertThat(moody.configured(json("{\"depth\":2}")).nodes()).hasSize(2);
    }

    @Test
    void a_graph_that_cannot_work_says_so_when_it_is_asked_for() {
        assertThatExceptionOfType(InvalidGraphException.class)
                .isThrownBy(() -> graph.configured(json("{\"depth\":0}")))
                .withMessageContaining("no-start");
    }

    @Test
    void a_definition_reads_only_what_it_was_declared_to_depend_on() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph((g, config) -> row(g, config.get(TONE).length())))
                .withMessage("the definition reads config key tone, but is declared to depend on [depth] only;"
                        + " add it there");
    }

    @Test
    void what_a_graph_depends_on_has_a_value_for_runs_that_give_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Graph.define("g", 1, List.of(ConfigKey.of("depth", Integer.class)), (g, config) -> row(g, 1)))
                .withMessage("graph g depends on config key depth,"
                        + " so it needs a value for runs that give none: orElse(…)");
    }

    @Test
    void all_of_them_have_the_same_channels() {
        Graph changing = graph((g, config) -> {
            row(g, 1);
            if (config.get(DEPTH) == 2) {
                g.channels(TITLE);
            }
        });

        assertThatIllegalArgumentException()
                .isThrownBy(() -> changing.configured(json("{\"depth\":2}")))
                .withMessage("graph varied has channels [] for one run and [title] for another;"
                        + " declare all of them always");
    }

    @Test
    void a_graph_that_depends_on_a_run_stands_in_another_as_it_is_for_that_run() {
        NodeKey<Void> inside = NodeKey.of("inside");
        Graph around = Graph.define(
                "around",
                1,
                List.of(DEPTH),
                (g, config) -> g.subgraph(inside, config.get(graph))
                        .start(inside)
                        .after(inside)
                        .end());

        assertThat(around.configured(json("{\"depth\":4}"))
                        .subgraphs(true)
                        .get("inside")
                        .nodes())
                .hasSize(4);
        assertThat(around.subgraphs(true).get("inside").nodes()).hasSize(1);
    }

    private static Graph graph(BiConsumer<GraphBuilder, RunConfig> definition) {
        return Graph.define("varied", 3, List.of(DEPTH), definition);
    }

    private static void row(GraphBuilder g, int length) {
        NodeKey<?>[] nodes = new NodeKey<?>[length];
        for (int i = 0; i < length; i++) {
            nodes[i] = NodeKey.of("n" + i);
            g.node(nodes[i], (state, context) -> Update.nothing());
        }
        if (length > 0) {
            g.start(nodes[0]).sequence(nodes).after(nodes[length - 1]).end();
        }
    }

    private static JsonValue json(String text) {
        return JsonValue.ofText(text);
    }
}
