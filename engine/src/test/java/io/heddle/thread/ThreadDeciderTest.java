package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadStatus;
import io.heddle.json.JsonValue;
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
                    world.effect(Effect.LoadBase.class).fence(), ThreadState.ROOT, older, null));

            assertThat(world.eventNames()).containsExactly("RunEnded");
            assertThat(world.head()).isEqualTo(head);
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

    private static TaskOutcome succeeded() {
        return new TaskOutcome.Succeeded(List.of(), Map.of(), List.of(), List.of());
    }

    private static Problem problem(ThreadReply reply) {
        return ((ThreadReply.Refused) reply).problem();
    }
}
