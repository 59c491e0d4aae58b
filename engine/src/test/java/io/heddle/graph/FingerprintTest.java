package io.heddle.graph;

import static io.heddle.graph.Graph.END;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {
    private static final NodeKey<Void> A = NodeKey.of("a");
    private static final NodeKey<Void> B = NodeKey.of("b");
    private static final NodeKey<Failure> RESCUE = NodeKey.of("rescue", Failure.class);
    private static final ValueChannel<String> TITLE = Channel.value("title", String.class);
    private static final NodeFunction IDLE = (view, context) -> Update.nothing();

    private static final Consumer<GraphBuilder> ORIGINAL = g -> g.channels(TITLE)
            .node(A, IDLE)
            .node(B, IDLE)
            .start(A)
            .after(A)
            .route(state -> END, B, END)
            .after(B)
            .end();

    @Test
    void a_graph_is_the_same_whatever_its_functions_do_and_in_whatever_order_it_was_written() {
        assertThat(print(g -> g.after(B)
                        .end()
                        .after(A)
                        .route(state -> B, END, B)
                        .start(A)
                        .node(B, (state, context) -> Update.of(TITLE.set("x")), node -> node.describedAs("new"))
                        .node(A, IDLE)
                        .channels(Channel.value("title", String.class))))
                .isEqualTo(print(ORIGINAL))
                .matches("[0-9a-f]{16}");
    }

    @Test
    void it_does_not_change_from_one_release_to_the_next() {
        assertThat(print(ORIGINAL)).isEqualTo("166afe0cd044364b");
    }

    static Stream<Consumer<GraphBuilder>> a_graph_is_another_when_something_is_added() {
        NodeKey<Void> more = NodeKey.of("more");
        return Stream.of(
                g -> g.channels(Channel.value("more", String.class)),
                g -> g.node(more, IDLE).after(B).to(more).after(more).end(),
                g -> g.after(A).to(B),
                g -> g.after(B).route(state -> A, A),
                g -> g.afterAll(A, B).to(END));
    }

    @ParameterizedTest
    @MethodSource
    void a_graph_is_another_when_something_is_added(Consumer<GraphBuilder> added) {
        assertThat(print(ORIGINAL.andThen(added))).isNotEqualTo(print(ORIGINAL));
    }

    @Test
    void kind_and_type_of_a_channel_count() {
        assertThat(print(one(g -> g.channels(TITLE))))
                .isNotEqualTo(print(one(g -> g.channels(Channel.any("title", String.class)))))
                .isNotEqualTo(print(one(g -> g.channels(Channel.value("title", Integer.class)))));
    }

    @Test
    void how_a_node_is_run_counts_by_what_is_set() {
        String plain = print(one(g -> {}));

        assertThat(print(g -> g.node(A, IDLE, node -> node.deferred())
                        .start(A)
                        .after(A)
                        .end()))
                .isNotEqualTo(plain);
        assertThat(print(g -> g.node(A, IDLE, node -> node.retry(Retry.upTo(3)))
                        .start(A)
                        .after(A)
                        .end()))
                .isNotEqualTo(plain)
                .isEqualTo(print(g -> g.node(A, IDLE, node -> node.retry(Retry.upTo(4)))
                        .start(A)
                        .after(A)
                        .end()));
        assertThat(print(g -> g.node(A, IDLE, node -> node.mayGoTo(A))
                        .start(A)
                        .after(A)
                        .end()))
                .isNotEqualTo(plain);
        assertThat(print(g -> g.node(A, IDLE, node -> node.onError(RESCUE))
                        .worker(RESCUE, (failure, context) -> Update.nothing())
                        .start(A)
                        .after(A)
                        .end()
                        .after(RESCUE)
                        .end()))
                .isNotEqualTo(plain);
    }

    @Test
    void a_change_inside_a_subgraph_counts() {
        Graph inner = Graph.define("inner", 1, one(g -> {}));
        Graph changed = Graph.define("inner", 1, one(g -> g.channels(TITLE)));

        assertThat(print(g -> g.subgraph(B, inner).start(B).after(B).end()))
                .isNotEqualTo(
                        print(g -> g.subgraph(B, changed).start(B).after(B).end()))
                .isNotEqualTo(print(g -> g.subgraph(B, Subgraph.of(inner).remembering(Subgraph.Memory.PER_THREAD))
                        .start(B)
                        .after(B)
                        .end()));
    }

    private static Consumer<GraphBuilder> one(Consumer<GraphBuilder> added) {
        return added.andThen(g -> g.node(A, IDLE).start(A).after(A).end());
    }

    private static String print(Consumer<GraphBuilder> definition) {
        return Graph.define("g", 1, definition).fingerprint();
    }
}
