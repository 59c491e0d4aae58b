package io.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Outcome;
import io.heddle.ThreadRef;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeHandle;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Retry;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@HeddleTest
@Timeout(20)
class VirtualTimeTest {
    private static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    private static final NodeKey<Void> WORK = NodeKey.of("work");
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicInteger attempts = new AtomicInteger();
    private final GraphTester tester;

    VirtualTimeTest(GraphTester tester) {
        this.tester = tester;
    }

    @Test
    void a_rest_of_an_hour_is_over_at_once_and_an_hour_has_passed() {
        Graph graph = graph(this::failsTwice, node -> node.retry(hourly(3)));

        Outcome outcome = tester.thread(graph).run();

        assertThat(outcome.state().get(NOTES)).containsExactly("done at 2026-01-01T02:00:00Z");
        assertThat(tester.time().elapsed()).isEqualTo(Duration.ofHours(2));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void time_that_is_held_goes_on_only_when_it_is_told_to() {
        Graph graph = graph(this::failsTwice, node -> node.retry(hourly(3)));
        tester.time().hold();
        CompletionStage<Outcome> run = tester.thread(graph).runAsync();

        tester.time().advance(Duration.ofMinutes(59));
        assertThat(attempts).hasValue(1);
        tester.time().advance(Duration.ofMinutes(1));
        assertThat(attempts).hasValue(2);
        tester.time().advance(HOUR);

        assertThat(attempts).hasValue(3);
        assertThat(done(run)).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void released_time_goes_on_by_itself() {
        Graph graph = graph(this::failsTwice, node -> node.retry(hourly(3)));
        tester.time().hold();
        CompletionStage<Outcome> run = tester.thread(graph).runAsync();
        tester.time().advance(Duration.ZERO);

        tester.time().release();

        assertThat(done(run)).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void a_node_that_hangs_runs_out_of_time_when_time_is_moved() {
        Graph graph = graph(VirtualTimeTest::hangs, node -> node.timeout(HOUR));
        CompletionStage<Outcome> run = tester.thread(graph).runAsync();

        tester.time().advance(HOUR);

        assertThat(done(run))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().name()).isEqualTo("NodeTimeoutError"));
    }

    @Test
    void a_node_that_has_time_left_goes_on() {
        CountDownLatch here = new CountDownLatch(1);
        Graph graph = graph(
                (state, context) -> {
                    here.await();
                    return Update.of(NOTES.add("came at " + tester.time().instant()));
                },
                node -> node.timeout(HOUR));
        CompletionStage<Outcome> run = tester.thread(graph).runAsync();

        tester.time().advance(Duration.ofMinutes(59));
        here.countDown();

        assertThat(done(run).state().get(NOTES)).containsExactly("came at 2026-01-01T00:59:00Z");
    }

    @Test
    void a_node_may_take_its_time_itself() {
        Graph graph = graph(
                (state, context) -> {
                    tester.time().advance(HOUR.multipliedBy(2));
                    return Update.nothing();
                },
                node -> node.timeout(HOUR));

        Outcome outcome = tester.thread(graph).run();

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void a_node_is_told_the_time_and_its_deadline() {
        Graph graph = graph(
                (state, context) -> Update.of(
                        NOTES.add(context.now() + " to " + context.deadline().orElseThrow())),
                node -> node.timeout(HOUR));

        assertThat(tester.thread(graph).run().state().get(NOTES))
                .containsExactly("2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z");
    }

    @Test
    void signs_of_life_put_an_idle_timeout_off() {
        Graph graph = graph(
                (state, context) -> {
                    for (int i = 0; i < 5; i++) {
                        tester.time().advance(Duration.ofMinutes(50));
                        context.emit("still here");
                    }
                    return Update.of(NOTES.add("done"));
                },
                node -> node.idleTimeout(HOUR));

        assertThat(tester.thread(graph).run().state().get(NOTES)).containsExactly("done");
    }

    @Test
    void a_run_that_is_never_cancelled_in_time_is_abandoned_when_the_grace_is_over() {
        CountDownLatch free = new CountDownLatch(1);
        Graph graph = graph(
                (state, context) -> {
                    while (free.getCount() > 0) {
                        awaitStubbornly(free);
                    }
                    return Update.nothing();
                },
                node -> {});
        ThreadRef thread = tester.thread(graph);
        var run = thread.start();

        var cancelled = tester.heddle(graph).engine().runs().cancel(thread.key(), run.id());
        tester.time().advance(Duration.ofSeconds(5));

        assertThat(cancelled.toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        free.countDown();
    }

    private Update failsTwice(View state, NodeContext context) throws IOException {
        if (attempts.incrementAndGet() < 3) {
            throw new IOException("not yet");
        }
        Instant now = tester.time().instant();
        return Update.of(NOTES.add("done at " + now));
    }

    private static Update hangs(View state, NodeContext context) throws InterruptedException {
        new CountDownLatch(1).await();
        return Update.nothing();
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException goesOn) {
            Thread.interrupted();
        }
    }

    private static Retry hourly(int attempts) {
        return Retry.upTo(attempts).backoff(HOUR, 1, HOUR).jitter(0);
    }

    private static Graph graph(NodeFunction work, Consumer<NodeHandle> policy) {
        return Graph.define("worker", 1, g -> {
            g.channels(NOTES);
            g.node(WORK, work, policy);
            g.start(WORK);
            g.after(WORK).end();
        });
    }

    private static Outcome done(CompletionStage<Outcome> run) {
        return run.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
