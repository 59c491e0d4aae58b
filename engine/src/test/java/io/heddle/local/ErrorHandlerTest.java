package io.heddle.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.ThreadRef;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.Retry;
import io.heddle.graph.Subgraph;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Nodes that take the failures of others. */
class ErrorHandlerTest extends PolicyCase {
    @Test
    void a_handler_takes_the_failure_of_the_last_attempt_and_the_run_goes_on_there() {
        ThreadRef thread = thread(g -> {
            mend(g);
            next(g);
            g.node(
                            ONE,
                            (state, context) -> {
                                throw new IOException("down " + count(context));
                            },
                            how -> how.retry(Retry.upTo(2).atOnce()).onError(MEND))
                    .node(OTHER, (state, context) -> Update.of(NOTES.add("other")))
                    .start(ONE, OTHER)
                    .sequence(ONE, NEXT)
                    .after(OTHER)
                    .end();
        });

        View state = thread.invoke();

        assertThat(state.get(MENDED)).isEqualTo(new Failure("one", "IOException", "down 2", 2));
        assertThat(notes(state)).as("a sibling, and no edge of the failed node").containsExactly("other");
        assertThat(status(thread)).isEqualTo(ThreadStatus.IDLE);
    }

    @Test
    void a_handler_of_the_whole_graph_does_not_take_its_own_failure() {
        ThreadRef thread = thread(g -> g.defaults(how -> how.onError(MEND))
                .node(ONE, failing("one"))
                .worker(MEND, (failure, context) -> {
                    throw new IllegalStateException("no cure: " + failure.message());
                })
                .start(ONE)
                .after(ONE)
                .end()
                .after(MEND)
                .end());

        assertThat(error(thread)).isEqualTo("IllegalStateException: no cure: one is down");
    }

    @Test
    void a_handler_takes_what_a_router_of_its_node_broke() {
        ThreadRef thread = thread(g -> {
            mend(g);
            next(g);
            g.node(ONE, (state, context) -> Update.of(NOTES.add("lost")), how -> how.onError(MEND))
                    .start(ONE)
                    .after(ONE)
                    .route(
                            state -> {
                                throw new IllegalStateException("no way");
                            },
                            NEXT);
        });

        View state = thread.invoke();

        assertThat(state.get(MENDED).message()).isEqualTo("no way");
        assertThat(notes(state)).isEmpty();
    }

    @Test
    void a_handler_takes_whatever_fails_in_graphs_inside_its_node() {
        Graph inner = Graph.define(
                "inner",
                1,
                g -> g.channels(NOTES)
                        .node(ONE, (state, context) -> Update.of(NOTES.add("inside")))
                        .node(OTHER, failing("inside"))
                        .start(ONE)
                        .sequence(ONE, OTHER)
                        .after(OTHER)
                        .end());
        Graph middle = Graph.define(
                "middle",
                1,
                g -> g.channels(NOTES)
                        .subgraph(OTHER, inner)
                        .start(OTHER)
                        .after(OTHER)
                        .end());

        View state = thread(around(new Subgraph(middle, null, null, Subgraph.Memory.PER_CALL)))
                .invoke();

        assertThat(state.get(MENDED)).isEqualTo(new Failure("one", "IOException", "inside is down", 1));
        assertThat(notes(state)).isEmpty();
    }

    @Test
    void a_handler_takes_what_breaks_on_the_way_into_a_graph_and_out_of_it() {
        Graph inner = Graph.define(
                "inner",
                1,
                g -> g.channels(NOTES)
                        .node(ONE, (state, context) -> Update.of(NOTES.add("inside")))
                        .start(ONE)
                        .after(ONE)
                        .end());
        Function<View, Update> lost = state -> {
            throw new IllegalStateException("lost");
        };

        for (Subgraph subgraph : List.of(
                new Subgraph(inner, lost, null, Subgraph.Memory.PER_CALL),
                new Subgraph(inner, null, lost, Subgraph.Memory.PER_CALL))) {
            View state = thread(around(subgraph)).invoke();

            assertThat(state.get(MENDED)).isEqualTo(new Failure("one", "IllegalStateException", "lost", 1));
            assertThat(notes(state)).isEmpty();
            heddle.close();
        }
    }

    @Test
    void no_handler_is_asked_when_a_run_is_cancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ThreadRef thread = thread(g -> {
            mend(g);
            g.node(
                            ONE,
                            (state, context) -> {
                                begun.countDown();
                                never.await();
                                return Update.nothing();
                            },
                            how -> how.onError(MEND).retry(Retry.upTo(5).when(any -> true)))
                    .start(ONE)
                    .after(ONE)
                    .end();
        });
        RunView run = thread.start();
        begun.await();

        assertThat(thread.cancel(run.id()).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(runs).doesNotContainKey("mend");
        assertThat(thread.state().find(MENDED)).isEmpty();
    }

    private Consumer<GraphBuilder> around(Subgraph subgraph) {
        return g -> {
            mend(g);
            next(g);
            g.subgraph(ONE, subgraph, how -> how.onError(MEND)).start(ONE).sequence(ONE, NEXT);
        };
    }
}
