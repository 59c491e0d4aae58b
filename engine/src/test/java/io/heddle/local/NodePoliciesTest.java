package io.heddle.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.ThreadRef;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Call;
import io.heddle.graph.Question;
import io.heddle.graph.Retry;
import io.heddle.graph.Update;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a node's policies come to in a run. */
class NodePoliciesTest extends PolicyCase {
    @Nested
    class A_superstep {
        @Test
        void does_not_run_the_finished_siblings_of_a_failed_task_again() {
            ThreadRef thread = thread(g -> g.node(ONE, (state, context) -> {
                        count(context);
                        return Update.of(NOTES.add("one"));
                    })
                    .node(OTHER, (state, context) -> {
                        if (count(context) == 1) {
                            await().until(() -> finished(context, "one"));
                            throw new IOException("down");
                        }
                        return Update.of(NOTES.add("other"));
                    })
                    .start(ONE, OTHER)
                    .after(ONE)
                    .end()
                    .after(OTHER)
                    .end());

            assertThat(error(thread)).isEqualTo("IOException: down");
            assertThat(status(thread)).isEqualTo(ThreadStatus.ERROR);
            assertThat(notes(thread.proceed())).containsExactly("one", "other");
            assertThat(runs.get("one")).hasValue(1);
            assertThat(runs.get("other")).hasValue(2);
        }

        @Test
        void holds_the_writes_of_a_nodes_last_attempt_only() {
            ThreadRef thread =
                    thread(g -> g.defaults(how -> how.retry(Retry.upTo(3).atOnce()))
                            .node(ONE, (state, context) -> {
                                int run = count(context);
                                if (run < 3) {
                                    throw new IOException("down");
                                }
                                return Update.of(NOTES.add("run " + run));
                            })
                            .start(ONE)
                            .after(ONE)
                            .end());

            assertThat(notes(thread.invoke())).containsExactly("run 3");
        }

        @Test
        void is_not_written_to_by_an_attempt_that_ran_out_of_time() {
            CountDownLatch lateReturn = new CountDownLatch(1);
            ThreadRef thread = thread(g -> g.node(
                            ONE,
                            (state, context) -> {
                                int run = count(context);
                                if (run == 1) {
                                    awaitStubbornly(never);
                                    lateReturn.countDown();
                                }
                                return Update.of(NOTES.add("run " + run));
                            },
                            how -> how.timeout(Duration.ofMillis(50))
                                    .retry(Retry.upTo(2).atOnce()))
                    .start(ONE)
                    .after(ONE)
                    .end());

            assertThat(notes(thread.invoke())).containsExactly("run 2");
            never.countDown();
            await().until(() -> lateReturn.getCount() == 0);

            assertThat(notes(thread.state())).containsExactly("run 2");
            assertThat(notes(thread.invoke())).containsExactly("run 2", "run 3");
        }

        @Test
        void fails_in_time_when_its_node_swallows_the_interruption() {
            ThreadRef thread = thread(g -> g.node(
                            ONE,
                            (state, context) -> {
                                awaitStubbornly(never);
                                return Update.nothing();
                            },
                            how -> how.timeout(Duration.ofMillis(50)))
                    .start(ONE)
                    .after(ONE)
                    .end());

            assertThat(error(thread)).isEqualTo("NodeTimeoutError: node one went over its timeout of 0.05 s");
            assertThat(never.getCount()).isOne();
        }
    }

    @Nested
    class A_question {
        private final Question<Integer, String> round = Question.of("round", Integer.class, String.class);
        private final Call<Integer> effect = Call.of("effect", Integer.class);

        @Test
        void is_no_failure_and_ten_in_a_loop_make_each_call_before_them_once() {
            ThreadRef thread = thread(g -> {
                mend(g);
                g.node(
                                ONE,
                                (state, context) -> {
                                    StringBuilder answers = new StringBuilder();
                                    for (int i = 0; i < 10; i++) {
                                        int made = context.once(effect.at(i), () -> runs("effect"));
                                        answers.append(made).append(context.ask(round.at(i), i));
                                    }
                                    return Update.of(NOTES.add(answers.toString()));
                                },
                                how -> how.retry(Retry.upTo(5).atOnce().when(any -> true))
                                        .onError(MEND))
                        .start(ONE)
                        .after(ONE)
                        .end();
            });

            run(thread, RunRequest.of("policies", JsonValue.EMPTY_OBJECT).creatingThread());
            for (int i = 0; i < 10; i++) {
                Resume answer = new Resume.Plain(JsonValue.encode("-" + i + " "));
                run(thread, RunRequest.of("policies", null).commanding(RunCommand.resume(answer)));
            }

            assertThat(notes(thread.state())).containsExactly("1-0 2-1 3-2 4-3 5-4 6-5 7-6 8-7 9-8 10-9 ");
            assertThat(runs.get("effect")).hasValue(10);
        }
    }

    @Nested
    class A_recorded_call {
        private final Call<Integer> effect = Call.of("effect", Integer.class);

        @Test
        void is_not_made_again_by_the_run_that_goes_on_after_a_failure() {
            ThreadRef thread = thread(g -> g.node(ONE, (state, context) -> {
                        int sum = 0;
                        for (int i = 0; i < 10; i++) {
                            sum += context.once(effect.at(i), () -> runs("effect"));
                            if (i % 3 == 2 && runs("failure") <= i / 3 + 1) {
                                throw new IOException("down in round " + i);
                            }
                        }
                        return Update.of(NOTES.add("sum " + sum));
                    })
                    .start(ONE)
                    .after(ONE)
                    .end());

            assertThat(error(thread)).isEqualTo("IOException: down in round 2");
            while (status(thread) == ThreadStatus.ERROR) {
                run(thread, RunRequest.of("policies", null));
            }

            assertThat(notes(thread.state())).containsExactly("sum 55");
            assertThat(runs.get("effect")).hasValue(10);
        }
    }
}
