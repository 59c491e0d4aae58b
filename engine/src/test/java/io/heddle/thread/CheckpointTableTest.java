package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.StreamMode;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code docs/reference/checkpoints.md}: a test for each row, named there; pauses, orders and graphs inside are in
 * {@link PauseTableTest}.
 */
class CheckpointTableTest {
    private final ThreadWorld world = new ThreadWorld();

    @Test
    void input_makes_an_input_and_a_first_checkpoint() {
        world.start(1, ThreadWorld.TITLE.set("x"));

        assertThat(world.eventNames()).containsExactly("ThreadCreated", "RunQueued", "RunStarted", "InputApplied");
        assertThat(made()).containsExactly("-1 input of none next [__start__]", "0 loop of -1 next [draft]");
    }

    @Test
    void each_superstep_makes_one_checkpoint() {
        world.published(1);

        assertThat(made())
                .containsExactly(
                        "-1 input of none next [__start__]",
                        "0 loop of -1 next [draft]",
                        "1 loop of 0 next [check, polish]",
                        "2 loop of 1 next [publish]",
                        "3 loop of 2 next []");
        assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted", "RunEnded");
    }

    @Test
    void input_on_a_thread_with_a_past_counts_on() {
        world.published(1);
        world.start(2, ThreadWorld.TITLE.set("y"));

        assertThat(made()).endsWith("4 input of 3 next [__start__]", "5 loop of 4 next [draft]");
    }

    @Test
    void an_empty_object_is_input() {
        world.start(1);

        assertThat(made()).containsExactly("-1 input of none next [__start__]", "0 loop of -1 next [draft]");
    }

    @Test
    void going_on_from_the_head_makes_none_of_its_own() {
        world.start(1);
        world.fails("draft");
        int before = made().size();

        world.goOn(2);

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "AttemptGranted");
        assertThat(made()).hasSize(before);
        assertThat(world.effect(Effect.RunTasks.class).tasks())
                .extracting(DueTask::attempt)
                .containsExactly(2);
    }

    @Test
    void going_on_where_nothing_is_due_makes_none_and_succeeds() {
        world.published(1);
        int before = made().size();

        world.goOn(2);

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "AttemptGranted", "RunEnded");
        assertThat(made()).hasSize(before);
    }

    @Test
    void replaying_an_older_checkpoint_forks_it_first() {
        world.published(1);
        GraphState drafted = madeAt(1);

        world.startFrom(drafted.head().id(), 2, (Write[]) null);
        loads(drafted);

        assertThat(world.eventNames()).containsExactly("Rewound", "AttemptGranted");
        assertThat(made()).endsWith("2 fork of 1 next [check, polish]");
        assertThat(world.effect(Effect.RunTasks.class).tasks())
                .extracting(DueTask::visit)
                .doesNotContainAnyElementsOf(
                        drafted.due().stream().map(DueTask::visit).toList());
    }

    @Test
    void input_at_an_older_checkpoint_branches_there() {
        world.published(1);
        GraphState drafted = madeAt(1);

        world.startFrom(drafted.head().id(), 2, ThreadWorld.TITLE.set("z"));
        loads(drafted);

        assertThat(world.eventNames()).containsExactly("Rewound", "InputApplied");
        assertThat(made()).endsWith("2 input of 1 next [__start__]", "3 loop of 2 next [draft]");
    }

    @Test
    void the_head_named_as_checkpoint_is_the_head() {
        world.published(1);

        world.startFrom(world.head(), 2, ThreadWorld.TITLE.set("z"));

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "InputApplied");
        assertThat(made()).endsWith("4 input of 3 next [__start__]", "5 loop of 4 next [draft]");
    }

    @Test
    void a_checkpoint_that_is_not_there_makes_none_and_fails() {
        world.published(1);
        int before = made().size();

        world.startFrom(CheckpointId.at(1, 1, 1), 2, ThreadWorld.TITLE.set("z"));
        loads(null);

        assertThat(made()).hasSize(before);
        assertThat(world.state().error()).extracting(RunError::name).isEqualTo("CheckpointNotFound");
    }

    @Test
    void an_update_as_a_node_leads_where_the_node_leads() {
        world.start(1);
        world.fails("draft");

        world.edit("draft", ThreadWorld.TITLE.set("by hand"));

        assertThat(world.eventNames()).containsExactly("StateUpdated");
        assertThat(made()).endsWith("1 update of 0 next [check, polish]");
    }

    @Test
    void the_first_update_of_a_thread_is_step_0() {
        world.ask(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false));

        world.edit("draft", ThreadWorld.TITLE.set("by hand"));

        assertThat(made()).containsExactly("0 update of none next [check, polish]");
    }

    @Test
    void an_update_at_an_older_checkpoint_branches_there() {
        world.published(1);

        world.ask(world.edit(
                madeAt(1),
                Checkpoint.Source.UPDATE,
                List.of("polish"),
                List.of("publish"),
                ThreadWorld.TITLE.set("again")));

        assertThat(world.eventNames()).containsExactly("Rewound", "StateUpdated");
        assertThat(made()).endsWith("2 update of 1 next [publish]");
    }

    @Test
    void an_update_as_input_is_due_to_start() {
        world.published(1);

        world.ask(world.edit(
                null,
                Checkpoint.Source.UPDATE,
                List.of(Names.START),
                ThreadWorld.GRAPH.entry().always(),
                ThreadWorld.TITLE.set("typed in")));

        assertThat(made()).endsWith("4 update of 3 next [draft]");
    }

    @Test
    void a_copy_is_a_sibling_of_what_it_copies() {
        world.published(1);

        world.ask(world.edit(madeAt(1), Checkpoint.Source.FORK, List.of(), List.of("check", "polish")));

        assertThat(world.eventNames()).containsExactly("Rewound", "StateUpdated");
        assertThat(made()).endsWith("2 fork of 0 next [check, polish]");
    }

    @Test
    void an_update_as_the_end_leaves_nothing_due() {
        world.start(1);
        world.fails("draft");

        world.ask(world.edit(null, Checkpoint.Source.UPDATE, List.of(Names.END), List.of()));

        assertThat(made()).endsWith("1 update of 0 next []");
        assertThat(world.due()).isEmpty();
    }

    @Test
    void a_cancel_makes_none_and_keeps_what_was_committed() {
        world.start(1);
        world.ends("draft", ThreadWorld.TITLE.set("kept"));
        int before = made().size();

        world.ask(new ThreadCommand.Cancel(ThreadWorld.run(1)));
        world.ask(new ThreadCommand.TasksStopped(world.state().fence()));

        assertThat(world.eventNames()).containsExactly("RunEnded");
        assertThat(made()).hasSize(before);
        assertThat(world.due()).containsExactly("check", "polish");
        assertThat(world.value("title")).isEqualTo("\"kept\"");
    }

    @Test
    void an_error_makes_none_and_leaves_the_node_due() {
        world.start(1);
        int before = made().size();

        world.fails("draft");

        assertThat(world.eventNames()).containsExactly("TaskFailed", "RunEnded");
        assertThat(made()).hasSize(before);
        assertThat(world.due()).containsExactly("draft");
    }

    @Test
    void a_sibling_that_ended_well_is_not_run_again_after_an_error() {
        world.start(1);
        world.ends("draft");
        world.ends("check", ThreadWorld.NOTES.add("checked"));
        world.fails("polish");

        world.goOn(2);

        assertThat(world.effect(Effect.RunTasks.class).tasks())
                .extracting(DueTask::node)
                .containsExactly("polish");
        world.ends("polish");
        assertThat(made()).endsWith("2 loop of 1 next [publish]");
        assertThat(world.value("notes")).isEqualTo("[\"checked\"]");
    }

    @Test
    void the_step_limit_makes_none_and_leaves_the_next_nodes_due() {
        world.ask(new ThreadCommand.Start(world.spec(1, List.of(), null, 1), true));
        world.ends("draft");

        assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted", "RunEnded");
        assertThat(made()).endsWith("1 loop of 0 next [check, polish]");
        assertThat(world.state().error().name()).isEqualTo("GraphRecursionError");
    }

    @Test
    void going_on_after_a_failed_branch_forks_it() {
        world.published(1);
        GraphState drafted = madeAt(1);
        world.startFrom(drafted.head().id(), 2, ThreadWorld.SCORE.fold(1));
        loads(drafted);
        Effect.PrepareInput prepare = world.effect(Effect.PrepareInput.class);
        world.ask(new ThreadCommand.InputPrepared(
                prepare.fence(), Map.of(), List.of(), new RunError("E", "the reducer broke")));

        world.goOn(3);

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "Rewound", "AttemptGranted");
        assertThat(made()).endsWith("2 fork of 1 next [check, polish]");
    }

    @Test
    void a_task_that_ended_alone_makes_none() {
        world.streaming(StreamMode.UPDATES).start(1);
        world.ends("draft");
        int before = made().size();

        world.reports("check", new TaskOutcome.Succeeded(List.of(), Map.of(), Destination.nodes("publish"), List.of()));

        assertThat(world.eventNames()).containsExactly("TaskSucceeded");
        assertThat(made()).hasSize(before);
    }

    @Test
    void every_row_of_the_page_has_its_test() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/checkpoints.md"));
        List<String> rows = Pattern.compile("`(\\w+)` \\|$", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(Stream.of(CheckpointTableTest.class, PauseTableTest.class)
                        .flatMap(table -> Arrays.stream(table.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(Method::getName)
                        .filter(name -> !name.equals("every_row_of_the_page_has_its_test")))
                .containsExactlyInAnyOrderElementsOf(rows);
    }

    private void loads(GraphState base) {
        Effect.LoadBase load = world.effect(Effect.LoadBase.class);
        world.ask(new ThreadCommand.BaseLoaded(load.fence(), ThreadState.ROOT, base, null));
    }

    /** The state at the first checkpoint with a step. */
    private GraphState madeAt(int step) {
        return world.moments().stream()
                .filter(moment -> moment.checkpoint().step() == step)
                .findFirst()
                .orElseThrow()
                .made();
    }

    private List<String> made() {
        return world.made("");
    }
}
