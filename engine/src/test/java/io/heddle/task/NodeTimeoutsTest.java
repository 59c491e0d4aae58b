package io.heddle.task;

import static io.heddle.task.TaskWorld.NOON;
import static io.heddle.task.TaskWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.heddle.api.StreamEvent;
import io.heddle.graph.Call;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.NodeContext;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Retry;
import io.heddle.graph.Update;
import io.heddle.json.JsonValue;
import io.heddle.step.TaskOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeTimeoutsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Call<String> CALL = Call.of("call", String.class);

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final BlockingQueue<String> attempts = new LinkedBlockingQueue<>();

    @Test
    void an_attempt_that_is_out_of_time_fails_and_is_interrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    try {
                        never.await();
                    } catch (InterruptedException stop) {
                        interrupted.countDown();
                        throw stop;
                    }
                    return Update.nothing();
                },
                how -> how.timeout(SECOND));
        world.start();
        world.timer.next();

        world.timer.advance(SECOND);

        assertThat(world.failure()).isEqualTo("NodeTimeoutError: node work went over its timeout of 1 s");
        interrupted.await();
    }

    @Test
    void nothing_an_attempt_does_then_counts_even_if_it_does_not_stop() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Object> late = new CopyOnWriteArrayList<>();
        CountDownLatch gone = new CountDownLatch(1);
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    if (runs.incrementAndGet() == 2) {
                        context.emit("second");
                        return Update.of(RESULT.set("second"));
                    }
                    attempts.add("first");
                    awaitStubbornly(go);
                    late.add(context.cancelled());
                    context.emit("first");
                    context.openMessage().token("first");
                    assertThatThrownBy(() -> context.once(CALL, () -> "first"))
                            .hasMessageContaining("does not count any more")
                            .satisfies(late::add);
                    gone.countDown();
                    return Update.of(RESULT.set("first"));
                },
                how -> how.timeout(SECOND).retry(Retry.upTo(2).atOnce()));
        world.start();
        attempts.take();

        world.timer.advance(SECOND);
        world.ring(1);
        TaskOutcome.Succeeded done = (TaskOutcome.Succeeded) world.outcome();
        go.countDown();
        gone.await();
        await().until(() -> world.running() == 0);

        assertThat(done.updates().getFirst().change())
                .isEqualTo(new ChannelChange.Assign(JsonValue.ofText("\"second\"")));
        assertThat(late).hasSize(2).first().isEqualTo(true);
        assertThat(world.heard).containsExactly(new StreamEvent.Custom(JsonValue.ofText("\"second\"")));
        assertThat(world.recorded).isEmpty();
        assertThat(world.silent()).isTrue();
    }

    @Test
    void an_attempt_that_gets_on_is_not_idle() throws Exception {
        BlockingQueue<String> signs = new LinkedBlockingQueue<>();
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    for (int i = 0; ; i++) {
                        String sign = signs.take();
                        switch (sign) {
                            case "emit" -> context.emit(i);
                            case "token" -> context.openMessage().token("t");
                            case "once" -> context.once(CALL.at(i), () -> "x");
                            case "heartbeat" -> context.heartbeat();
                            default -> {
                                return Update.nothing();
                            }
                        }
                        attempts.add(sign);
                    }
                },
                how -> how.idleTimeout(SECOND));
        world.start();

        for (String sign : List.of("emit", "token", "once", "heartbeat")) {
            world.timer.advance(world.timer.next().minusMillis(100));
            signs.add(sign);
            attempts.take();
            world.timer.advance(Duration.ofMillis(100));
            assertThat(world.timer.next()).isEqualTo(Duration.ofMillis(900));
        }
        world.timer.advance(Duration.ofMillis(900));

        assertThat(world.failure()).contains("idleTimeout of 1 s");
    }

    @Test
    void an_attempt_whose_heart_does_not_beat_fails_however_much_it_says() throws Exception {
        BlockingQueue<Boolean> beats = new LinkedBlockingQueue<>();
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    while (true) {
                        if (beats.take()) {
                            context.heartbeat();
                        } else {
                            context.emit("alive");
                        }
                        attempts.add("said");
                    }
                },
                how -> how.heartbeatTimeout(SECOND));
        world.start();
        world.timer.next();
        world.timer.advance(Duration.ofMillis(900));
        beats.add(true);
        attempts.take();
        world.timer.advance(Duration.ofMillis(100));
        assertThat(world.timer.next()).isEqualTo(Duration.ofMillis(900));
        beats.add(false);
        attempts.take();

        world.timer.advance(Duration.ofMillis(900));

        assertThat(world.failure()).contains("heartbeatTimeout of 1 s");
    }

    @Test
    void an_attempt_is_told_its_deadline() throws Exception {
        List<Object> deadlines = new CopyOnWriteArrayList<>();
        new TaskWorld((state, context) -> noting(deadlines, context), how -> how.timeout(SECOND)).run();
        new TaskWorld((state, context) -> noting(deadlines, context), how -> how.timeout(SECOND))
                .sent(OnFailure.FAIL, 5_000)
                .run();
        new TaskWorld(
                        graph -> graph.defaults(how -> how.timeout(Duration.ofMinutes(5))),
                        (state, context) -> noting(deadlines, context),
                        how -> {})
                .run();
        new TaskWorld((state, context) -> noting(deadlines, context), how -> how.idleTimeout(SECOND)).run();

        assertThat(deadlines).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(5), NOON.plusSeconds(300), "none");
    }

    @Test
    void the_limit_of_a_send_comes_before_that_of_its_node() throws Exception {
        TaskWorld world = new TaskWorld(
                        (state, context) -> {
                            never.await();
                            return Update.nothing();
                        },
                        how -> how.timeout(Duration.ofHours(1)))
                .sent(OnFailure.FAIL, 20);
        world.start();

        assertThat(world.timer.next()).isEqualTo(Duration.ofMillis(20));
        world.timer.advance(Duration.ofMillis(20));

        assertThat(world.failure()).contains("timeout of 0.02 s");
    }

    @Test
    void an_attempt_that_has_ended_leaves_no_alarm_behind() throws Exception {
        TaskWorld world = new TaskWorld(
                (state, context) -> Update.nothing(),
                how -> how.timeout(SECOND).idleTimeout(SECOND).heartbeatTimeout(SECOND));

        world.run();

        assertThat(world.timer.waiting()).isZero();
    }

    private static Update noting(List<Object> deadlines, NodeContext context) {
        deadlines.add(context.deadline().<Object>map(at -> at).orElse("none"));
        return Update.nothing();
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException ignored) {
                // This node does not stop when it is told to.
            }
        }
    }
}
