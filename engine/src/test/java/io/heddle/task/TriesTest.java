package io.heddle.task;

import static io.heddle.task.TaskWorld.MESSAGES;
import static io.heddle.task.TaskWorld.RESULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Message;
import io.heddle.api.MessageHead;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Retry;
import io.heddle.graph.Update;
import io.heddle.step.TaskOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TriesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    @Nested
    class After_a_failure {
        @Test
        void a_node_is_tried_again_when_it_has_rested() throws Exception {
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        failUpTo(2);
                        return Update.of(RESULT.set("done"));
                    },
                    how -> how.retry(Retry.upTo(3)
                            .backoff(SECOND, 2, Duration.ofMinutes(1))
                            .jitter(0)));

            world.start();

            assertThat(world.timer.next()).isEqualTo(SECOND);
            world.timer.advance(SECOND);
            assertThat(world.timer.next()).isEqualTo(SECOND.multipliedBy(2));
            assertThat(runs).hasValue(2);
            world.timer.advance(SECOND.multipliedBy(2));
            assertThat(world.outcome()).isInstanceOf(TaskOutcome.Succeeded.class);
            assertThat(runs).hasValue(3);
        }

        @Test
        void the_last_failure_is_reported_and_no_other() throws Exception {
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        throw new IOException("down " + runs.incrementAndGet());
                    },
                    how -> how.retry(Retry.upTo(3).atOnce()));

            world.start();
            world.ring(2);

            assertThat(world.failure()).isEqualTo("IOException: down 3");
            assertThat(world.silent()).isTrue();
        }

        @Test
        void the_first_policy_that_takes_it_decides() throws Exception {
            Retry often = Retry.upTo(5).atOnce().on(IOException.class);
            Retry twice = Retry.upTo(2).atOnce().on(Exception.class);
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        throw runs.incrementAndGet() < 4 ? new IOException("net") : new IllegalStateException("broken");
                    },
                    how -> how.retry(often, twice));

            world.start();
            world.ring(3);

            assertThat(world.failure()).isEqualTo("IllegalStateException: broken");
        }

        @Test
        void one_that_nobody_takes_is_the_last() throws Exception {
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        runs.incrementAndGet();
                        throw new IllegalArgumentException("nonsense");
                    },
                    how -> how.retry(Retry.upTo(9)));

            assertThat(world.start().failure()).isEqualTo("IllegalArgumentException: nonsense");
            assertThat(runs).hasValue(1);
        }

        @Test
        void what_the_engine_refuses_is_not_tried_again_whatever_the_policy_says() throws Exception {
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        runs.incrementAndGet();
                        return null;
                    },
                    how -> how.retry(Retry.upTo(9).atOnce().when(any -> true)));

            assertThat(world.start().failure()).startsWith("InvalidNodeResult: node work returned null");
            assertThat(runs).hasValue(1);
        }

        @Test
        void a_predicate_that_throws_takes_nothing() throws Exception {
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        throw new IOException("down");
                    },
                    how -> how.retry(Retry.upTo(9).when(any -> {
                        throw new IllegalStateException("predicate");
                    })));

            assertThat(world.start().failure()).isEqualTo("IOException: down");
        }

        @Test
        void a_router_that_fails_is_asked_again_with_its_node() throws Exception {
            TaskWorld world = new TaskWorld(
                    graph -> graph.after(TaskWorld.WORK)
                            .route(
                                    view -> {
                                        failUpTo(1);
                                        return TaskWorld.NEXT;
                                    },
                                    TaskWorld.NEXT),
                    (state, context) -> Update.nothing(),
                    how -> how.retry(Retry.upTo(2).atOnce().when(any -> true)));

            world.start();
            world.ring(1);

            assertThat(world.outcome()).isInstanceOf(TaskOutcome.Succeeded.class);
        }

        @Test
        void a_cancel_ends_the_rest() throws Exception {
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        runs.incrementAndGet();
                        throw new IOException("down");
                    },
                    how -> how.retry(Retry.upTo(9)));
            RunningTask task = world.begin();
            world.timer.next();

            task.cancel();

            assertThat(world.outcome()).isInstanceOf(TaskOutcome.Stopped.class);
            assertThat(world.timer.waiting()).isZero();
            assertThat(runs).hasValue(1);
        }

        @Test
        void a_cancelled_attempt_is_not_tried_again() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        runs.incrementAndGet();
                        begun.countDown();
                        never.await();
                        return Update.nothing();
                    },
                    how -> how.retry(Retry.upTo(9).atOnce().when(any -> true))
                            .timeout(SECOND)
                            .onError(TaskWorld.MEND));
            RunningTask task = world.begin();
            begun.await();

            task.cancel();

            assertThat(world.outcome()).isInstanceOf(TaskOutcome.Stopped.class);
            assertThat(runs).hasValue(1);
        }
    }

    @Nested
    class Attempts_are_told_apart {
        @Test
        void by_number_and_by_the_ids_of_their_messages_even_after_a_crash() throws Exception {
            Set<Integer> numbers = ConcurrentHashMap.newKeySet();
            Set<String> ids = ConcurrentHashMap.newKeySet();
            for (int handOut = 1; handOut <= 3; handOut++) {
                TaskWorld world = new TaskWorld(
                                (state, context) -> {
                                    numbers.add(context.attempt());
                                    ids.add(context.openMessage().id());
                                    throw new IOException("down");
                                },
                                how -> how.retry(Retry.upTo(2).atOnce()))
                        .handedOut(handOut);
                world.start();
                world.ring(1);
                world.outcome();
            }

            assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
            assertThat(ids).hasSize(6);
        }

        @Test
        void a_written_message_without_an_id_never_has_that_of_a_dead_attempt() throws Exception {
            List<String> ids = new ArrayList<>();
            for (int failing = 0; failing < 2; failing++) {
                runs.set(failing == 0 ? 1 : 0);
                TaskWorld world = new TaskWorld(
                        (state, context) -> {
                            failUpTo(1);
                            return Update.of(MESSAGES.add(Message.ai("hello")));
                        },
                        how -> how.retry(Retry.upTo(2).atOnce()));
                world.start();
                if (failing == 1) {
                    world.ring(1);
                }
                TaskOutcome.Succeeded done = (TaskOutcome.Succeeded) world.outcome();
                ChannelChange.Upsert written =
                        (ChannelChange.Upsert) done.updates().getFirst().change();
                ids.add(MessageHead.of(written.messages().getFirst()).id());
            }

            assertThat(ids).doesNotHaveDuplicates();
        }

        @Test
        void but_draw_the_same_random_numbers_at_the_same_instant() throws Exception {
            List<Object> seen = new CopyOnWriteArrayList<>();
            TaskWorld world = new TaskWorld(
                    (state, context) -> {
                        seen.add(context.random().nextLong() + " at " + context.now());
                        throw new IOException("down");
                    },
                    how -> how.retry(Retry.upTo(2).atOnce()));

            world.start();
            world.ring(1);
            world.outcome();

            assertThat(seen).hasSize(2);
            assertThat(Set.copyOf(seen)).hasSize(1);
        }
    }

    private void failUpTo(int times) {
        if (runs.incrementAndGet() <= times) {
            throw new RuntimeException("not yet");
        }
    }
}
