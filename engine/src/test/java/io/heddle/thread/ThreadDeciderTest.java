package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CheckpointId;
import io.heddle.api.Message;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ThreadDeciderTest {
    private final ThreadWorld world = new ThreadWorld();

    @Nested
    class A_thread {
        @Test
        void is_made_once_unless_the_caller_takes_what_is_there() {
            world.ask(new ThreadCommand.Create(JsonValue.ofText("{\"a\":1}"), false));

            assertThat(problem(world.ask(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false))))
                    .isInstanceOf(Problem.ThreadExists.class);
            assertThat(world.ask(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, true)))
                    .isInstanceOf(ThreadReply.OfThread.class);
            assertThat(world.state().metadata()).hasToString("{\"a\":1}");
        }

        @Test
        void merges_metadata_member_by_member() {
            world.ask(new ThreadCommand.Create(JsonValue.ofText("{\"a\":1,\"b\":{\"c\":2}}"), false));

            world.ask(new ThreadCommand.Patch(JsonValue.ofText("{\"b\":3,\"d\":0.10}")));

            assertThat(world.state().metadata()).hasToString("{\"a\":1,\"b\":3,\"d\":0.10}");
        }

        @Test
        void that_is_not_there_refuses_everything_but_its_making() {
            assertThat(problem(world.ask(new ThreadCommand.Patch(JsonValue.EMPTY_OBJECT))))
                    .isInstanceOf(Problem.ThreadNotFound.class);
            assertThat(problem(world.ask(new ThreadCommand.Delete()))).isInstanceOf(Problem.ThreadNotFound.class);
            assertThat(problem(world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)))))
                    .isInstanceOf(Problem.ThreadNotFound.class);
            assertThat(problem(world.ask(new ThreadCommand.Start(world.spec(1), false))))
                    .isInstanceOf(Problem.ThreadNotFound.class);
            assertThat(world.state().exists()).isFalse();
        }

        @Test
        void that_is_deleted_stops_its_tasks_and_forgets_its_runs() {
            world.start(1);
            Fence open = world.state().fence();

            world.ask(new ThreadCommand.Delete());

            assertThat(world.effect(Effect.StopTasks.class).fence()).isEqualTo(open);
            assertThat(world.state().runs()).isEmpty();
            assertThat(world.state().incarnation()).isEqualTo(1);
        }

        @Test
        void that_is_made_again_hears_nothing_of_its_former_life() {
            world.start(1);
            ThreadCommand late = world.report("draft", succeeded());
            world.ask(new ThreadCommand.Delete());
            world.start(2);

            assertThat(world.ask(late)).isInstanceOf(ThreadReply.Stale.class);
            assertThat(world.due()).containsExactly("draft");
        }
    }

    @Nested
    class A_run {
        @Test
        void waits_its_turn() {
            world.start(1);
            world.start(2);
            world.start(3);

            assertThat(world.state().queue()).containsExactly(ThreadWorld.run(2), ThreadWorld.run(3));
            world.fails("draft");
            assertThat(world.eventNames()).containsExactly("TaskFailed", "RunEnded", "RunStarted", "InputApplied");
            assertThat(world.state().activeRun().id()).isEqualTo(ThreadWorld.run(2));
        }

        @Test
        void that_does_not_want_to_wait_is_refused_and_leaves_no_trace() {
            world.start(1);
            ThreadState before = world.state();
            RunSpec spec = world.spec(2);
            RunSpec rejecting = new RunSpec(
                    spec.id(),
                    spec.assistant(),
                    spec.graphId(),
                    spec.input(),
                    null,
                    spec.config(),
                    spec.metadata(),
                    25,
                    spec.modes(),
                    false,
                    MultitaskStrategy.REJECT,
                    "d");

            assertThat(problem(world.ask(new ThreadCommand.Start(rejecting, true))))
                    .isEqualTo(new Problem.ThreadBusy(
                            before.key().thread(), ThreadWorld.run(1), Instant.ofEpochMilli(world.now), 0));
            assertThat(world.state()).isEqualTo(before);
        }

        @Test
        void beyond_the_queue_s_limit_is_refused() {
            world.start(1);
            world.start(2);
            world.start(3);

            assertThat(problem(world.start(4))).isInstanceOf(Problem.QueueFull.class);
        }

        @Test
        void asked_for_twice_is_one_run() {
            world.start(1, ThreadWorld.TITLE.set("x"));

            assertThat(world.start(1, ThreadWorld.TITLE.set("x"))).isInstanceOf(ThreadReply.OfRun.class);
            assertThat(world.events()).isEmpty();
            assertThat(world.state().runs()).hasSize(1);
        }

        @Test
        void asked_for_twice_with_another_body_is_refused() {
            world.start(1);
            RunSpec spec = world.spec(1);
            RunSpec other = new RunSpec(
                    spec.id(),
                    spec.assistant(),
                    spec.graphId(),
                    null,
                    null,
                    spec.config(),
                    spec.metadata(),
                    25,
                    spec.modes(),
                    false,
                    spec.strategy(),
                    "another digest");

            assertThat(problem(world.ask(new ThreadCommand.Start(other, true))))
                    .isEqualTo(new Problem.RunIdTaken(spec.id()));
        }

        @Test
        void cancelled_while_it_waits_never_starts() {
            world.start(1);
            world.start(2, ThreadWorld.TITLE.set("never"));

            world.ask(new ThreadCommand.Cancel(ThreadWorld.run(2)));
            world.fails("draft");

            assertThat(world.state().run(ThreadWorld.run(2)).status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(world.value("title")).isNull();
        }

        @Test
        void cancelled_while_it_runs_ends_when_its_tasks_have_stopped() {
            world.start(1);
            world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)));
            Effect.StopTasks stop = world.effect(Effect.StopTasks.class);

            assertThat(world.state().status()).isEqualTo(ThreadStatus.BUSY);
            assertThat(world.ends("draft", ThreadWorld.TITLE.set("too late"))).isInstanceOf(ThreadReply.Done.class);
            assertThat(world.events()).isEmpty();

            world.ask(new ThreadCommand.TasksStopped(stop.fence()));
            assertThat(world.state().run(ThreadWorld.run(1)).status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(world.state().status()).isEqualTo(ThreadStatus.IDLE);
        }

        @Test
        void cancelled_twice_or_after_its_end_changes_nothing() {
            world.start(1);
            world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)));
            world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)));
            assertThat(world.events()).isEmpty();

            world.ask(new ThreadCommand.TasksStopped(world.state().fence()));
            world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)));
            assertThat(world.events()).isEmpty();
        }

        @Test
        void of_a_graph_that_is_gone_fails_and_says_so() {
            RunSpec spec = world.spec(1);
            world.ask(new ThreadCommand.Start(
                    new RunSpec(
                            spec.id(),
                            spec.assistant(),
                            "poem",
                            spec.input(),
                            null,
                            spec.config(),
                            spec.metadata(),
                            25,
                            spec.modes(),
                            false,
                            spec.strategy(),
                            "d"),
                    true));

            assertThat(world.state().error().name()).isEqualTo("GraphChangedError");
            assertThat(world.state().error().message()).contains("poem").contains("deploy");
        }

        @Test
        void without_input_on_a_thread_without_state_fails() {
            world.goOn(1);

            assertThat(world.state().error().name()).isEqualTo("EmptyInputError");
        }

        @Test
        void whose_input_does_not_fit_fails_and_the_next_one_starts() {
            world.start(1);
            world.start(2, ThreadWorld.CHAT.remove("nobody"));
            world.start(3);

            world.fails("draft");

            assertThat(world.state().run(ThreadWorld.run(2)).error().name()).isEqualTo("InvalidUpdateError");
            assertThat(world.state().activeRun().id()).isEqualTo(ThreadWorld.run(3));
        }

        @Test
        void whose_input_does_not_fit_an_older_checkpoint_leaves_the_thread_where_it_is() {
            world.published(1);
            CheckpointId head = world.head();
            GraphState older = world.moments().get(1).made();

            world.startFrom(older.head().id(), 2, ThreadWorld.CHAT.remove("nobody"));
            world.ask(new ThreadCommand.BaseLoaded(
                    world.effect(Effect.LoadBase.class).fence(), older));

            assertThat(world.eventNames()).containsExactly("RunEnded");
            assertThat(world.head()).isEqualTo(head);
        }
    }

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
            world.ask(new ThreadCommand.Reduced(reduce.fence(), Map.of("score", JsonValue.ofText("11")), null));
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

    @Nested
    class An_edit_by_hand {
        @Test
        void prepared_for_another_head_is_outdated() {
            world.published(1);
            ThreadCommand.Edit old = world.edit(null, Checkpoint.Source.UPDATE, List.of("publish"), List.of());
            world.ask(old);

            assertThat(world.ask(old)).isInstanceOf(ThreadReply.Outdated.class);
        }

        @Test
        void of_a_busy_thread_is_refused() {
            world.start(1);

            assertThat(problem(world.edit("draft"))).isInstanceOf(Problem.ThreadBusy.class);
        }

        @Test
        void that_does_not_fit_is_refused_and_changes_nothing() {
            world.published(1);

            assertThat(problem(world.edit("publish", ThreadWorld.CHAT.remove("nobody"))))
                    .isInstanceOf(Problem.UpdateFailed.class);
            assertThat(world.events()).isEmpty();
        }

        @Test
        void keeps_the_visit_and_the_attempts_of_a_node_that_is_still_due() {
            world.start(1);
            world.fails("draft");
            DueTask before = world.state().root().due().getFirst();

            world.ask(world.edit(
                    null,
                    Checkpoint.Source.UPDATE,
                    List.of(Names.START),
                    List.of("draft"),
                    ThreadWorld.TITLE.set("x")));
            world.goOn(2);

            DueTask after = world.effect(Effect.RunTasks.class).tasks().getFirst();
            assertThat(after.id()).isNotEqualTo(before.id());
            assertThat(after.visit()).isEqualTo(before.visit());
            assertThat(after.attempt()).isEqualTo(before.attempt() + 1);
        }

        @Test
        void as_a_node_ends_that_node_s_visit() {
            world.start(1);
            world.fails("draft");
            String visit = world.state().root().due().getFirst().visit();

            world.ask(world.edit(null, Checkpoint.Source.UPDATE, List.of("draft"), List.of("draft")));

            assertThat(world.state().root().due().getFirst().visit()).isNotEqualTo(visit);
        }

        @Test
        void at_an_older_checkpoint_stores_the_difference_and_not_the_state() {
            world.start(1, ThreadWorld.CHAT.add(said("m1"), said("m2")));
            world.ends("draft", ThreadWorld.CHAT.add(said("m3")), ThreadWorld.TITLE.set("x"));
            world.fails("check");
            world.ask(new ThreadCommand.TasksStopped(world.state().fence()));

            world.ask(world.edit(world.moments().get(1).made(), Checkpoint.Source.UPDATE, List.of("draft"), List.of()));

            ThreadEvent.Rewound back = (ThreadEvent.Rewound) world.events().getFirst();
            assertThat(back.changes())
                    .containsExactly(
                            new ChannelUpdate("chat", new ChannelChange.Rewind(2, List.of())),
                            new ChannelUpdate("title", new ChannelChange.Clear()));
        }
    }

    @Test
    void commands_decided_together_are_one_row_and_see_each_other() {
        long rows = world.state().sequence();

        List<ThreadReply> replies = world.askAll(
                new ThreadCommand.Start(world.spec(1), true),
                new ThreadCommand.Start(world.spec(2), true),
                new ThreadCommand.Cancel(ThreadWorld.run(2)),
                new ThreadCommand.Cancel(ThreadWorld.run(9)));

        assertThat(replies).hasSize(4);
        assertThat(world.state().sequence()).isEqualTo(rows + 1);
        assertThat(world.state().run(ThreadWorld.run(2)).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(problem(replies.get(3))).isInstanceOf(Problem.RunNotFound.class);
    }

    @Test
    void checkpoints_go_on_when_the_clock_goes_back() {
        world.start(1);
        CheckpointId before = world.head();
        world.now -= 3_600_000;

        world.ends("draft");

        assertThat(world.head()).isGreaterThan(before);
    }

    private static Message said(String id) {
        return Message.human("hello").withId(id);
    }

    private static TaskOutcome succeeded() {
        return new TaskOutcome.Succeeded(List.of(), Map.of(), List.of(), List.of());
    }

    private static Problem problem(ThreadReply reply) {
        return ((ThreadReply.Refused) reply).problem();
    }
}
