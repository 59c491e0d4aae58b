package io.heddle.graph;

import static io.heddle.graph.Graph.END;
import static io.heddle.graph.Graph.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The finer points of the rules; {@link DefinitionErrorsTest} has the plain case of each. */
class GraphValidatorTest {
    private static final NodeKey<Void> A = NodeKey.of("a");
    private static final NodeKey<Void> B = NodeKey.of("b");
    private static final NodeKey<Void> C = NodeKey.of("c");
    private static final NodeKey<Void> D = NodeKey.of("d");
    private static final NodeKey<String> W = NodeKey.of("w", String.class);
    private static final NodeKey<Failure> RESCUE = NodeKey.of("rescue", Failure.class);
    private static final ValueChannel<String> TITLE = Channel.value("title", String.class);
    private static final NodeFunction IDLE = (view, context) -> Update.nothing();
    private static final WorkerFunction<Failure> REPORT = (failure, context) -> Update.nothing();

    @Nested
    class Everything_is_said {
        @Test
        void at_once_and_in_a_stable_order() {
            Consumer<GraphBuilder> definition = g -> g.channels(TITLE, TITLE)
                    .output(Channel.value("other", String.class))
                    .node(A, IDLE)
                    .node(A, IDLE)
                    .node(B, IDLE)
                    .start(A, C)
                    .after(A)
                    .to(B);

            assertThat(findings(definition))
                    .isEqualTo(findings(definition))
                    .containsExactly(
                            "channel title is declared twice (drop one, or give it another name)",
                            "output shows channel other, which is not declared (add it to channels(…))",
                            "node a is added twice (give one of them another key)",
                            "the start leads to c, which is not a node (add node(c, …))",
                            "node b leads nowhere (add after(b).to(…) or .end())");
        }

        @Test
        void once_even_if_it_was_done_three_times() {
            assertThat(findings(g -> g.node(A, IDLE)
                            .node(A, IDLE)
                            .node(A, IDLE)
                            .start(A)
                            .after(A)
                            .end()))
                    .containsExactly("node a is added twice (give one of them another key)");
        }

        @Test
        void but_not_that_half_a_graph_is_out_of_reach_because_one_name_is_wrong() {
            assertThat(findings(g -> g.node(A, IDLE)
                            .node(B, IDLE)
                            .start(A)
                            .after(A)
                            .to(C)
                            .after(B)
                            .end()))
                    .containsExactly("node a leads to c, which is not a node (add node(c, …))");
        }

        @Test
        void and_not_that_the_way_to_a_dead_end_has_no_end() {
            assertThat(findings(
                            g -> g.node(A, IDLE).node(B, IDLE).start(A).after(A).to(B)))
                    .containsExactly("node b leads nowhere (add after(b).to(…) or .end())");
        }
    }

    @Nested
    class Ways_are {
        @Test
        void sends() {
            accepts(g -> g.worker(W, (text, context) -> Update.nothing())
                    .after(START)
                    .fanOut(W, state -> List.of("x"))
                    .after(W)
                    .end());
        }

        @Test
        void the_targets_of_commands() {
            accepts(g -> g.node(A, IDLE, node -> node.mayGoTo(B, END))
                    .node(B, IDLE)
                    .start(A)
                    .after(B)
                    .end());
        }

        @Test
        void what_nodes_inside_a_subgraph_hand_over_to() {
            Graph inner = Graph.define(
                    "inner", 1, h -> h.node(C, IDLE).start(C).after(C).end());

            accepts(g -> g.subgraph(A, Subgraph.of(inner), node -> node.mayGoTo(B))
                    .node(B, IDLE)
                    .start(A)
                    .after(B)
                    .end());
        }

        @Test
        void handlers_of_failures() {
            accepts(g -> g.node(A, IDLE, node -> node.onError(RESCUE))
                    .worker(RESCUE, REPORT)
                    .start(A)
                    .after(A)
                    .end()
                    .after(RESCUE)
                    .end());
        }

        @Test
        void joins_whose_sources_are_alternatives_since_half_a_join_is_kept_until_the_next_run() {
            accepts(g -> g.node(A, IDLE)
                    .node(B, IDLE)
                    .node(C, IDLE)
                    .after(START)
                    .route(state -> A, A, B)
                    .afterAll(A, B)
                    .to(C)
                    .after(C)
                    .end());
        }

        @Test
        void joins_in_a_round_that_something_else_begins() {
            accepts(g -> g.node(A, IDLE)
                    .node(B, IDLE)
                    .node(C, IDLE)
                    .start(A, B)
                    .afterAll(A, B)
                    .to(C)
                    .after(C)
                    .route(state -> END, A, B, END));
        }
    }

    @Nested
    class A_join {
        @Test
        void that_waits_for_another_join_which_never_fires_is_told_as_well() {
            assertThat(findings(g -> g.node(A, IDLE)
                            .node(B, IDLE)
                            .node(C, IDLE)
                            .node(D, IDLE)
                            .start(A)
                            .afterAll(A, C)
                            .to(B)
                            .afterAll(A, B)
                            .to(D)
                            .after(B)
                            .to(C)
                            .after(D)
                            .end()
                            .after(C)
                            .end()))
                    .containsExactly(
                            "join of a and c into b never fires, since c can be due only after it"
                                    + " (lead there another way, or wait for other nodes)",
                            "join of a and b into d never fires, since b cannot be due"
                                    + " (lead there another way, or wait for other nodes)");
        }

        @Test
        void of_a_node_with_itself_is_a_join_of_one() {
            assertThat(findings(g -> g.node(A, IDLE)
                            .node(B, IDLE)
                            .start(A)
                            .afterAll(A, A)
                            .to(B)
                            .after(B)
                            .end()))
                    .containsExactly("join of a into b has fewer than two nodes to wait for"
                            + " (write after(NODE).to(b), or name the others)");
        }

        @Test
        void cannot_wait_for_the_start() {
            assertThat(findings(g -> g.node(A, IDLE)
                            .node(B, IDLE)
                            .start(A)
                            .afterAll(START, A)
                            .to(B)
                            .after(B)
                            .end()))
                    .containsExactly(
                            "join of __start__ and a into b waits for the start, where nothing runs (wait for nodes only)");
        }
    }

    @Nested
    class A_handler_of_failures {
        @Test
        void named_as_default_does_not_handle_its_own() {
            Graph graph = Graph.define(
                    "g",
                    1,
                    g -> g.defaults(node -> node.onError(RESCUE))
                            .node(A, IDLE)
                            .worker(RESCUE, REPORT)
                            .start(A)
                            .after(A)
                            .end()
                            .after(RESCUE)
                            .end());

            assertThat(graph.node("a").orElseThrow().policy().onError()).isEqualTo("rescue");
            assertThat(graph.node("rescue").orElseThrow().policy().onError()).isNull();
        }

        @Test
        void that_names_itself_is_told() {
            assertThat(findings(g -> g.node(A, IDLE, node -> node.onError(RESCUE))
                            .worker(RESCUE, REPORT, node -> node.onError(RESCUE))
                            .start(A)
                            .after(A)
                            .end()
                            .after(RESCUE)
                            .end()))
                    .containsExactly("node rescue handles its own failure"
                            + " (drop onError(…) of the last handler, so that its failure ends the run)");
        }

        @Test
        void is_not_led_to_by_an_edge() {
            assertThat(findings(g -> g.node(A, IDLE)
                            .worker(RESCUE, REPORT)
                            .start(A)
                            .after(A)
                            .to(RESCUE)
                            .after(RESCUE)
                            .end()))
                    .containsExactly("node a leads to rescue by an edge, but rescue works on what it is sent"
                            + " (let failures lead there: onError(rescue))");
        }
    }

    @Nested
    class A_subgraph {
        @Test
        void does_not_clash_with_channels_that_it_does_not_share() {
            Graph inner = Graph.define(
                    "inner",
                    1,
                    h -> h.channels(Channel.log("title", String.class), Channel.value("note", String.class))
                            .input(Channel.value("note", String.class))
                            .output(Channel.value("note", String.class))
                            .node(C, IDLE)
                            .start(C)
                            .after(C)
                            .end());

            accepts(g -> g.channels(TITLE).subgraph(A, inner).start(A).after(A).end());
        }

        @Test
        void clashes_even_if_only_its_output_is_shared() {
            Graph inner = Graph.define(
                    "inner",
                    1,
                    h -> h.channels(Channel.any("title", String.class))
                            .node(C, IDLE)
                            .start(C)
                            .after(C)
                            .end());
            Subgraph fed = new Subgraph(inner, view -> Update.nothing(), null, Subgraph.Memory.PER_CALL);

            assertThat(findings(g ->
                            g.channels(TITLE).subgraph(A, fed).start(A).after(A).end()))
                    .containsExactly(
                            "subgraph a shares channel title, which is a value of String here and an any of"
                                    + " String there (give one of them another name, or map the state: subgraph(a, graph, in, out))");
        }
    }

    @Test
    void a_deferred_node_may_start_alone() {
        accepts(g -> g.node(A, IDLE, node -> node.deferred()).start(A).after(A).end());
    }

    @Test
    void types_that_are_spelt_alike_are_told_apart() {
        NodeKey<Map.Entry<String, String>> pair = NodeKey.of("p", new TypeRef<>() {});

        assertThat(findings(g -> g.worker(pair, (entry, context) -> Update.nothing())
                        .after(START)
                        .fanOut(NodeKey.of("p", new TypeRef<Map.Entry<String, Integer>>() {}), state -> List.of())
                        .after(pair)
                        .end()))
                .containsExactly("node p is used with input Entry<String,String> and with input Entry<String,Integer>"
                        + " (use one NodeKey constant for it everywhere)");
    }

    @Test
    void a_thousand_nodes_in_a_row_are_a_graph() {
        NodeKey<?>[] row = new NodeKey<?>[1_000];
        for (int i = 0; i < row.length; i++) {
            row[i] = NodeKey.of("n" + i);
        }

        accepts(g -> {
            for (NodeKey<?> node : row) {
                g.node(node, IDLE);
            }
            g.start(row[0]).sequence(row).after(row[row.length - 1]).end();
        });
    }

    private static void accepts(Consumer<GraphBuilder> definition) {
        assertThat(findings(definition)).isEmpty();
    }

    private static List<String> findings(Consumer<GraphBuilder> definition) {
        try {
            Graph.define("g", 1, definition);
            return List.of();
        } catch (InvalidGraphException refused) {
            return refused.findings().stream()
                    .map(InvalidGraphException.Finding::toString)
                    .toList();
        }
    }
}
