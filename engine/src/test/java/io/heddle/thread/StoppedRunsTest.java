package io.heddle.thread;

import static io.heddle.thread.ThreadWorld.NOTES;
import static io.heddle.thread.ThreadWorld.TITLE;
import static io.heddle.thread.ThreadWorld.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CancelAction;
import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.Resume;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadStatus;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of runs that have to go: those that somebody cancels, and those that a newcomer does not wait for. */
class StoppedRunsTest {
    private final ThreadWorld world = new ThreadWorld();

    @Nested
    class A_run_that_interrupts {
        @Test
        void starts_when_the_tasks_before_it_have_stopped_and_keeps_what_was_committed() {
            world.start(1, TITLE.set("first"));
            world.ends("draft", NOTES.add("drafted"));
            world.start(2);

            world.startBy(MultitaskStrategy.INTERRUPT, 3, NOTES.add("third"));

            assertThat(world.eventNames()).containsExactly("RunEnded", "CancelRequested", "RunQueued");
            assertThat(world.state().queue()).containsExactly(run(3));
            assertThat(world.state().activeRun().id()).isEqualTo(run(1));

            world.stopped();

            assertThat(world.eventNames()).containsExactly("RunEnded", "RunStarted", "InputApplied");
            assertThat(status(1)).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(status(2)).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(world.value("title")).isEqualTo("\"first\"");
            assertThat(world.value("notes")).isEqualTo("[\"drafted\",\"third\"]");
        }

        @Test
        void finds_room_in_a_full_queue() {
            world.start(1);
            world.start(2);
            world.start(3);

            assertThat(world.startBy(MultitaskStrategy.INTERRUPT, 4)).isInstanceOf(ThreadReply.OfRun.class);
            assertThat(world.state().queue()).containsExactly(run(4));
        }

        @Test
        void takes_the_place_of_one_that_interrupted_before_it_started() {
            world.start(1);
            world.startBy(MultitaskStrategy.INTERRUPT, 2);

            world.startBy(MultitaskStrategy.INTERRUPT, 3);

            assertThat(world.eventNames()).containsExactly("RunEnded", "RunQueued");
            assertThat(world.effects()).isEmpty();
            world.stopped();
            assertThat(world.state().activeRun().id()).isEqualTo(run(3));
        }

        @Test
        void just_starts_where_nothing_goes_on() {
            world.published(1);

            world.startBy(MultitaskStrategy.INTERRUPT, 2);

            assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "InputApplied");
            assertThat(status(1)).isEqualTo(RunStatus.SUCCESS);
        }
    }

    @Nested
    class A_run_that_rolls_back {
        @Test
        void finds_the_thread_as_it_was_before_the_others() {
            world.published(1);
            List<String> before = world.made("");
            world.start(2, TITLE.set("second"));
            world.ends("draft", NOTES.add("drafted"));
            world.start(3, TITLE.set("third"));

            world.startBy(MultitaskStrategy.ROLLBACK, 4, NOTES.add("fourth"));
            assertThat(world.eventNames()).containsExactly("RunEnded", "RunsHidden", "RollbackRequested", "RunQueued");
            world.stopped();

            assertThat(world.eventNames()).containsExactly("RunEnded", "RunsHidden", "RunStarted", "InputApplied");
            assertThat(world.value("title")).isEqualTo("\"essay 1\"");
            assertThat(world.value("notes")).isEqualTo("[\"fourth\"]");
            assertThat(world.state().visibleRun(run(2))).isNull();
            assertThat(world.state().visibleRun(run(3))).isNull();
            assertThat(world.made("").subList(0, before.size())).isEqualTo(before);
            assertThat(world.moments())
                    .extracting(moment -> moment.checkpoint().run())
                    .containsOnly(run(1), run(4));
        }

        @Test
        void leaves_no_state_where_there_was_none() {
            world.start(1, TITLE.set("first"));

            world.startBy(MultitaskStrategy.ROLLBACK, 2, NOTES.add("second"));
            world.stopped();

            assertThat(world.value("title")).isNull();
            assertThat(world.moments().getFirst().checkpoint().parent()).isNull();
            assertThat(world.moments().getFirst().checkpoint().step()).isEqualTo(-1);
        }

        @Test
        void takes_back_what_was_about_to_be_kept() {
            world.start(1, TITLE.set("first"));
            world.ask(new ThreadCommand.Cancel(run(1)));

            world.startBy(MultitaskStrategy.ROLLBACK, 2);

            assertThat(world.eventNames()).containsExactly("RollbackRequested", "RunQueued");
            assertThat(world.effects()).isEmpty();
            world.stopped();
            assertThat(world.value("title")).isNull();
        }
    }

    @Nested
    class A_run_that_is_rolled_back {
        @Test
        void is_found_by_nobody_and_its_id_is_not_used_again() {
            world.start(1, TITLE.set("first"));

            rollBack(1);
            world.stopped();

            assertThat(world.state().status()).isEqualTo(ThreadStatus.IDLE);
            assertThat(problem(world.ask(new ThreadCommand.Cancel(run(1))))).isEqualTo(new Problem.RunNotFound(run(1)));
            assertThat(problem(world.start(1, TITLE.set("first")))).isEqualTo(new Problem.RunNotFound(run(1)));
            assertThat(world.moments()).isEmpty();
            assertThat(world.state().root()).isEqualTo(GraphState.EMPTY);
        }

        @Test
        void is_gone_at_once_if_it_had_not_started() {
            world.start(1);
            world.start(2);

            ThreadReply.OfRun last = (ThreadReply.OfRun) rollBack(2);

            assertThat(last.run().status()).isEqualTo(RunStatus.INTERRUPTED);
            assertThat(world.state().visibleRun(run(2))).isNull();
            assertThat(world.state().activeRun().id()).isEqualTo(run(1));
        }

        @Test
        void leaves_the_questions_open_that_it_had_answered() {
            world.start(1);
            world.asks("draft", "sure");
            CheckpointId asking = world.head();
            List<ThreadState.OpenAsk> open = world.state().openAsks();

            world.order(2, new RunOrders(new Resume.Plain(JsonValue.encode("yes")), List.of(), List.of()));
            world.ends("draft");
            rollBack(2);
            world.stopped();

            assertThat(world.head()).isEqualTo(asking);
            assertThat(world.state().openAsks())
                    .extracting(ThreadState.OpenAsk::ask)
                    .isEqualTo(open.stream().map(ThreadState.OpenAsk::ask).toList());
            assertThat(world.state().status()).isEqualTo(ThreadStatus.INTERRUPTED);

            world.order(3, new RunOrders(new Resume.Plain(JsonValue.encode("no")), List.of(), List.of()));
            assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "AskAnswered", "AttemptGranted");
        }

        @Test
        void had_gone_back_and_is_forgotten_where_the_thread_stood() {
            world.published(1);
            CheckpointId head = world.head();
            GraphState older = world.moments().get(1).made();
            world.startFrom(older.head().id(), 2, NOTES.add("branch"));
            world.ask(new ThreadCommand.BaseLoaded(
                    world.effect(Effect.LoadBase.class).fence(), ThreadState.ROOT, older, null));

            rollBack(2);
            world.stopped();

            assertThat(world.head()).isEqualTo(head);
            assertThat(world.value("notes")).isNull();
        }

        @Test
        void is_rolled_back_by_the_next_owner_if_the_first_one_dies() {
            world.start(1, TITLE.set("first"));
            rollBack(1);

            world.ask(new ThreadCommand.TakeOver());

            assertThat(world.eventNames()).containsExactly("RunClaimed", "RunEnded", "RunsHidden");
            assertThat(world.value("title")).isNull();
        }

        @Test
        void cannot_be_started_from_any_more() {
            world.published(1);
            world.start(2);
            GraphState hidden = world.state().root();
            rollBack(2);
            world.startFrom(hidden.head().id(), 3, NOTES.add("third"));
            world.stopped();

            world.ask(new ThreadCommand.BaseLoaded(
                    world.effect(Effect.LoadBase.class).fence(), ThreadState.ROOT, hidden, null));

            assertThat(world.state().error().name()).isEqualTo("CheckpointNotFound");
            ThreadCommand.Edit edit = world.edit(hidden, Checkpoint.Source.UPDATE, List.of("draft"), List.of());
            assertThat(problem(world.ask(edit))).isInstanceOf(Problem.CheckpointNotFound.class);
        }

        @Test
        void after_its_end_is_left_as_it_is() {
            world.published(1);

            rollBack(1);

            assertThat(world.events()).isEmpty();
        }
    }

    private ThreadReply rollBack(int number) {
        return world.ask(new ThreadCommand.Cancel(run(number), CancelAction.ROLLBACK));
    }

    private RunStatus status(int number) {
        return world.state().run(run(number)).status();
    }

    private static Problem problem(ThreadReply reply) {
        return ((ThreadReply.Refused) reply).problem();
    }
}
