package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.RunStatus;
import io.heddle.json.JsonValue;
import io.heddle.step.DueTask;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private final ThreadWorld world = new ThreadWorld();

    @Nested
    class A_step {
        @Test
        void commits_when_its_last_task_ends_whoever_that_is() {
            world.start(1);
            world.ends("draft");

            world.ends("polish", ThreadWorld.NOTES.add("polished"));
            assertThat(world.eventNames()).containsExactly("TaskSucceeded");
            world.ends("check", ThreadWorld.NOTES.add("checked"));

            assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted");
            assertThat(world.value("notes")).isEqualTo("[\"checked\",\"polished\"]");
        }

        @Test
        void with_two_writers_of_one_value_fails_and_names_both() {
            world.start(1);
            world.ends("draft");
            world.ends("check", ThreadWorld.TITLE.set("a"));
            world.ends("polish", ThreadWorld.TITLE.set("b"));

            assertThat(world.state().error().message()).contains("check").contains("polish");
            assertThat(world.value("title")).isNull();
            assertThat(world.state().root().finished()).isEmpty();
        }

        @Test
        void with_several_writers_of_a_fold_waits_for_its_reducer() {
            world.start(1);
            world.ends("draft");
            world.ends("polish", ThreadWorld.SCORE.fold(10));
            world.ends("check", ThreadWorld.SCORE.fold(1));

            Effect.Reduce reduce = world.effect(Effect.Reduce.class);
            assertThat(reduce.operands())
                    .containsEntry("score", List.of(JsonValue.ofText("1"), JsonValue.ofText("10")));
            world.ask(new ThreadCommand.Reduced("", reduce.fence(), Map.of("score", JsonValue.ofText("11")), null));
            assertThat(world.value("score")).isEqualTo("11");
        }

        @Test
        void tells_its_siblings_to_stop_when_one_fails() {
            world.start(1);
            world.ends("draft");

            world.fails("check");

            Effect.StopTasks stop = world.effect(Effect.StopTasks.class);
            world.ends("polish", ThreadWorld.NOTES.add("just in time"));
            assertThat(world.eventNames()).containsExactly("TaskSucceeded");
            world.ask(new ThreadCommand.TasksStopped(stop.fence()));
            assertThat(world.state().run(ThreadWorld.run(1)).status()).isEqualTo(RunStatus.ERROR);
        }

        @Test
        void takes_a_report_once() {
            world.start(1);
            world.ends("draft");
            ThreadCommand report = world.report("check", succeeded());

            world.ask(report);

            assertThat(world.ask(report)).isInstanceOf(ThreadReply.Stale.class);
        }
    }

    @Nested
    class An_owner_who_takes_over {
        @Test
        void hands_open_tasks_out_again_under_new_numbers_and_old_names() {
            world.start(1);
            DueTask before = world.effect(Effect.RunTasks.class).tasks().getFirst();
            ThreadCommand late = world.report("draft", succeeded());

            world.ask(new ThreadCommand.TakeOver());

            DueTask after = world.effect(Effect.RunTasks.class).tasks().getFirst();
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.visit()).isEqualTo(before.visit());
            assertThat(after.attempt()).isEqualTo(2);
            assertThat(world.ask(late)).isInstanceOf(ThreadReply.Stale.class);
        }

        @Test
        void ends_what_was_about_to_end() {
            world.start(1);
            world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)));

            world.ask(new ThreadCommand.TakeOver());

            assertThat(world.eventNames()).containsExactly("RunClaimed", "RunEnded");
        }

        @Test
        void finds_nothing_to_do_on_a_thread_at_rest() {
            world.published(1);

            world.ask(new ThreadCommand.TakeOver());

            assertThat(world.events()).isEmpty();
        }

        @Test
        void does_not_count_an_attempt_for_tasks_that_were_not_out() {
            world.start(1);
            world.fails("draft");
            world.start(2, ThreadWorld.SCORE.fold(1));
            int before = world.state().root().due().getFirst().attempt();

            world.ask(new ThreadCommand.TakeOver());

            assertThat(world.state().root().due().getFirst().attempt()).isEqualTo(before);
        }
    }

    @Test
    void a_late_report_of_a_cancelled_run_is_refused_while_the_next_one_waits_for_its_reducers() {
        world.start(1);
        ThreadCommand late = world.report("draft", succeeded());
        world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)));
        world.ask(new ThreadCommand.TasksStopped(world.state().fence()));
        world.start(2, ThreadWorld.SCORE.fold(1));

        assertThat(world.ask(late)).isInstanceOf(ThreadReply.Stale.class);
    }

    private static TaskOutcome succeeded() {
        return new TaskOutcome.Succeeded(List.of(), Map.of(), List.of(), List.of());
    }
}
