package io.heddle.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.Heddle;
import io.heddle.RunFailedException;
import io.heddle.ThreadRef;
import io.heddle.graph.AnyChannel;
import io.heddle.graph.Channel;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Send;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fifty parts are worked on at once, and each seventh fails. */
@Timeout(60)
class FanOutFailuresTest {
    private static final NodeKey<Void> SPLIT = NodeKey.of("split");
    private static final NodeKey<Integer> PART = NodeKey.of("part", Integer.class);
    private static final NodeKey<Void> SUM = NodeKey.of("sum");
    private static final NodeKey<Void> INNER = NodeKey.of("inner");
    private static final AnyChannel<Integer> NUMBER = Channel.any("number", Integer.class);
    private static final LogChannel<Integer> DONE = Channel.log("done", Integer.class);
    private static final LogChannel<Failure> FAILED = Channel.log("failed", Failure.class);
    private static final LogChannel<Integer> SUMS = Channel.log("sums", Integer.class);
    private static final List<Integer> PARTS =
            IntStream.rangeClosed(1, 50).boxed().toList();

    private final CountDownLatch never = new CountDownLatch(1);
    private Heddle heddle;

    @AfterEach
    void close() {
        never.countDown();
        heddle.close();
    }

    @Test
    void one_failure_fails_the_run_unless_something_else_was_said() {
        ThreadRef thread = thread(fanningOut(OnFailure.FAIL));

        assertThatThrownBy(thread::invoke)
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("IOException: part");
        assertThat(thread.state().get(SUMS)).isEmpty();
    }

    @Test
    void ignored_failures_leave_no_trace_and_what_follows_runs_once() {
        View state = thread(fanningOut(OnFailure.IGNORE)).invoke();

        assertThat(state.get(DONE)).hasSize(43).isSorted();
        assertThat(state.get(FAILED)).isEmpty();
        assertThat(state.get(SUMS)).containsExactly(43);
    }

    @Test
    void collected_failures_stand_in_their_log_in_the_order_of_the_sends() {
        View state = thread(fanningOut(OnFailure.collectInto(FAILED))).invoke();

        assertThat(state.get(DONE)).hasSize(43).isSorted();
        assertThat(state.get(FAILED))
                .extracting(Failure::message)
                .containsExactly("part 7", "part 14", "part 21", "part 28", "part 35", "part 42", "part 49");
        assertThat(state.get(FAILED).getFirst()).isEqualTo(new Failure("part", "IOException", "part 7", 1));
        assertThat(state.get(SUMS)).containsExactly(43);
    }

    @Test
    void a_part_that_takes_too_long_is_a_failure_of_that_part_only() {
        Graph graph = Graph.define(
                "slow",
                1,
                g -> g.channels(DONE, FAILED)
                        .node(SPLIT, (state, context) -> Update.nothing())
                        .worker(PART, (part, context) -> {
                            if (part == 2) {
                                never.await();
                            }
                            return Update.of(DONE.add(part));
                        })
                        .start(SPLIT)
                        .after(SPLIT)
                        .routeAll(
                                state -> List.of(
                                        Send.to(PART, 1),
                                        Send.to(PART, 2)
                                                .within(Duration.ofMillis(50))
                                                .onFailure(OnFailure.collectInto(FAILED)),
                                        Send.to(PART, 3)),
                                PART)
                        .after(PART)
                        .end());

        View state = thread(graph).invoke();

        assertThat(state.get(DONE)).containsExactly(1, 3);
        assertThat(state.get(FAILED))
                .containsExactly(
                        new Failure("part", "NodeTimeoutError", "node part went over its timeout of 0.05 s", 1));
    }

    @Test
    void graphs_that_fail_inside_are_collected_like_nodes() {
        Graph inner = Graph.define(
                "inner",
                1,
                g -> g.channels(NUMBER, DONE)
                        .node(SUM, (state, context) -> {
                            int number = state.get(NUMBER);
                            if (number % 2 == 0) {
                                throw new IOException("inner " + number);
                            }
                            return Update.of(DONE.add(number));
                        })
                        .start(SUM)
                        .after(SUM)
                        .end());
        Graph graph = Graph.define(
                "outer",
                1,
                g -> g.channels(NUMBER, DONE, FAILED)
                        .node(SPLIT, (state, context) -> Update.nothing())
                        .subgraph(INNER, inner)
                        .start(SPLIT)
                        .after(SPLIT)
                        .routeAll(
                                state -> IntStream.rangeClosed(1, 5)
                                        .mapToObj(i ->
                                                Send.to(INNER, NUMBER.set(i)).onFailure(OnFailure.collectInto(FAILED)))
                                        .toList(),
                                INNER)
                        .after(INNER)
                        .end());

        View state = thread(graph).invoke();

        assertThat(state.get(DONE)).containsExactly(1, 3, 5);
        assertThat(state.get(FAILED))
                .containsExactly(
                        new Failure("inner", "IOException", "inner 2", 1),
                        new Failure("inner", "IOException", "inner 4", 1));
    }

    private static Graph fanningOut(OnFailure onFailure) {
        return Graph.define(
                "fan-out",
                1,
                g -> g.channels(DONE, FAILED, SUMS)
                        .node(SPLIT, (state, context) -> Update.nothing())
                        .worker(PART, (part, context) -> {
                            if (part % 7 == 0) {
                                throw new IOException("part " + part);
                            }
                            return Update.of(DONE.add(part));
                        })
                        .node(
                                SUM,
                                (state, context) ->
                                        Update.of(SUMS.add(state.get(DONE).size())))
                        .start(SPLIT)
                        .after(SPLIT)
                        .fanOut(PART, state -> PARTS, onFailure)
                        .sequence(PART, SUM)
                        .after(SUM)
                        .end());
    }

    private ThreadRef thread(Graph graph) {
        heddle = Heddle.local(graph);
        return heddle.thread(graph, "t");
    }
}
