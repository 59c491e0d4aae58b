package io.heddle.task;

import static io.heddle.task.TaskWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.graph.Call;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Retry;
import io.heddle.graph.Update;
import io.heddle.json.JsonValue;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.ThreadReply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedCallsTest {
    private static final Call<String> PAY = Call.of("pay", String.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Retry AGAIN = Retry.upTo(2).atOnce();

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void a_further_attempt_is_given_what_an_earlier_one_recorded() throws Exception {
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    String receipt = context.once(PAY, this::receipt);
                    if (runs.incrementAndGet() == 1) {
                        throw new IOException("down after paying");
                    }
                    return Update.of(RESULT.set(receipt));
                },
                how -> how.retry(AGAIN));
        world.start();
        world.ring(1);

        assertThat(result(world.outcome())).isEqualTo("\"receipt 1\"");
        assertThat(calls).hasValue(1);
    }

    @Test
    void an_attempt_waits_for_the_result_that_the_one_before_is_just_recording() throws Exception {
        CompletableFuture<ThreadReply> durable = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        TaskWorld world = new TaskWorld(
                        (state, context) -> {
                            runs.incrementAndGet();
                            return Update.of(RESULT.set(context.once(PAY, this::receipt)));
                        },
                        how -> how.timeout(SECOND).retry(AGAIN))
                .recordingWith(command -> {
                    asked.countDown();
                    return durable;
                });
        world.start();
        asked.await();
        world.timer.advance(SECOND);
        world.ring(1);

        durable.complete(new ThreadReply.Recorded(JsonValue.ofText("\"receipt 1\"")));

        assertThat(result(world.outcome())).isEqualTo("\"receipt 1\"");
        assertThat(calls).hasValue(1);
        assertThat(runs).hasValue(2);
    }

    @Test
    void what_an_attempt_that_ran_out_of_time_was_still_calling_is_called_again() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        TaskWorld world = new TaskWorld(
                (state, context) -> Update.of(RESULT.set(context.once(PAY, () -> {
                    String receipt = receipt();
                    if (calls.get() == 1) {
                        begun.countDown();
                        never.await();
                    }
                    return receipt;
                }))),
                how -> how.timeout(SECOND).retry(AGAIN));
        world.start();
        begun.await();
        world.timer.advance(SECOND);
        world.ring(1);

        assertThat(result(world.outcome())).isEqualTo("\"receipt 2\"");
        assertThat(world.recorded).containsEntry("pay", JsonValue.ofText("\"receipt 2\""));
    }

    @Test
    void a_result_that_cannot_be_recorded_fails_the_attempt_and_may_be_tried_again() throws Exception {
        List<Throwable> seen = new CopyOnWriteArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        TaskWorld[] world = new TaskWorld[1];
        world[0] = new TaskWorld(
                        (state, context) -> {
                            try {
                                return Update.of(RESULT.set(context.once(PAY, this::receipt)));
                            } catch (RuntimeException lost) {
                                seen.add(lost);
                                throw lost;
                            }
                        },
                        how -> how.retry(AGAIN))
                .recordingWith(command -> asked.incrementAndGet() == 1
                        ? CompletableFuture.failedFuture(new IOException("journal closed"))
                        : world[0].record(command));
        world[0].start();
        world[0].ring(1);

        assertThat(result(world[0].outcome())).isEqualTo("\"receipt 2\"");
        assertThat(seen)
                .singleElement()
                .hasToString("io.heddle.graph.CallNotRecordedException: node work: the result of call pay could not be"
                        + " recorded; try the node again");
    }

    @Test
    void what_turns_out_to_be_durable_is_what_the_node_gets() throws Exception {
        TaskWorld world = new TaskWorld(
                        (state, context) -> Update.of(RESULT.set(context.once(PAY, this::receipt))), how -> {})
                .recordingWith(command -> CompletableFuture.completedFuture(
                        new ThreadReply.Recorded(JsonValue.ofText("\"of another attempt\""))));

        assertThat(result(world.run())).isEqualTo("\"of another attempt\"");
    }

    @Test
    void an_owner_that_was_replaced_records_nothing() throws Exception {
        TaskWorld world = new TaskWorld(
                        (state, context) -> Update.of(RESULT.set(context.once(PAY, this::receipt))), how -> {})
                .recordingWith(command -> CompletableFuture.completedFuture(new ThreadReply.Stale()));

        assertThat(world.run())
                .isEqualTo(new TaskOutcome.Failed(new io.heddle.api.RunError(
                        "CancellationException",
                        "node work: call pay came too late, since its attempt does not count any more")));
    }

    @Test
    void different_calls_may_be_made_in_parallel() throws Exception {
        CountDownLatch all = new CountDownLatch(20);
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                        List<Future<String>> results = IntStream.range(0, 20)
                                .mapToObj(i -> pool.submit(() -> context.once(PAY.at(i), () -> {
                                    all.countDown();
                                    all.await();
                                    return "r" + i;
                                })))
                                .toList();
                        StringBuilder joined = new StringBuilder();
                        for (Future<String> result : results) {
                            joined.append(result.get());
                        }
                        return Update.of(RESULT.set(joined.toString()));
                    }
                },
                how -> {});

        assertThat(result(world.run())).startsWith("\"r0r1r2").endsWith("r19\"");
        assertThat(world.recorded).hasSize(20);
    }

    @Test
    void a_call_made_twice_in_one_visit_is_a_mistake_that_names_its_cure() throws Exception {
        TaskWorld world = new TaskWorld(
                (state, context) -> {
                    context.once(PAY, this::receipt);
                    context.once(PAY, this::receipt);
                    return Update.nothing();
                },
                how -> how.retry(AGAIN));

        TaskOutcome.Failed failed = (TaskOutcome.Failed) world.run();

        assertThat(failed.error().message())
                .isEqualTo("call pay is made twice in one visit; tell the rounds apart: once(pay.at(round), …)");
        assertThat(calls).hasValue(1);
    }

    private String receipt() {
        return "receipt " + calls.incrementAndGet();
    }

    private static String result(TaskOutcome outcome) {
        ChannelChange written =
                ((TaskOutcome.Succeeded) outcome).updates().getFirst().change();
        return ((ChannelChange.Assign) written).value().toString();
    }
}
