package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CheckpointId;
import io.heddle.api.Problem;
import io.heddle.api.Resume;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.Arrival;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/reference/checkpoints.md}, second half: pauses, answers, orders, several edits, graphs inside. */
class PauseTableTest {
    private static final JsonValue YES = JsonValue.ofText("\"yes\"");
    private static final NodeKey<Void> DESK = NodeKey.of("desk");
    private static final NodeKey<Void> LAST = NodeKey.of("last");

    /** The essay as a node of another graph. */
    private static final Graph AROUND = Graph.define("around", 1, g -> {
        g.channels(ThreadWorld.TITLE, ThreadWorld.NOTES);
        g.subgraph(DESK, ThreadWorld.GRAPH);
        g.node(LAST, (view, context) -> Update.nothing());
        g.start(DESK);
        g.sequence(DESK, LAST);
        g.after(LAST).end();
    });

    private ThreadWorld world = new ThreadWorld();

    @Test
    void a_question_makes_none_and_leaves_the_node_due() {
        world.start(1);
        int before = made().size();

        world.asks("draft", "title");

        assertThat(world.eventNames()).containsExactly("TaskInterrupted", "RunEnded");
        assertThat(made()).hasSize(before);
        assertThat(world.due()).containsExactly("draft");
        assertThat(world.state().openAsks()).hasSize(1);
        assertThat(world.state().status()).isEqualTo(ThreadStatus.INTERRUPTED);
    }

    @Test
    void an_answer_makes_none_and_the_visit_goes_on() {
        world.start(1);
        world.asks("draft", "title");
        String visit = visit("draft");
        int before = made().size();

        world.order(2, answers("title"));

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "AskAnswered", "AttemptGranted");
        assertThat(made()).hasSize(before);
        DueTask task = world.effect(Effect.RunTasks.class).tasks().getFirst();
        assertThat(task.visit()).isEqualTo(visit);
        assertThat(task.attempt()).isEqualTo(2);
    }

    @Test
    void a_node_waits_for_all_its_answers() {
        world.start(1);
        world.asks("draft", "title", "length");

        world.order(2, answers("length"));

        assertThat(world.eventNames())
                .containsExactly("RunQueued", "RunStarted", "AskAnswered", "AttemptGranted", "RunEnded");
        assertThat(world.effects()).isEmpty();
        assertThat(world.state().openAsks()).hasSize(1);
    }

    @Test
    void an_answer_to_nothing_is_refused() {
        world.start(1);
        world.asks("draft", "title");

        ThreadReply reply = world.order(2, answers("length"));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        ThreadReply.Refused.class,
                        refused -> assertThat(refused.problem())
                                .isInstanceOfSatisfying(
                                        Problem.AnswerRefused.class,
                                        problem -> assertThat(problem.message())
                                                .contains(
                                                        "no open question with the name length",
                                                        "title of node draft")));
        assertThat(world.events()).isEmpty();
    }

    @Test
    void an_answer_at_an_older_checkpoint_fails() {
        world.published(1);
        GraphState drafted = madeAt(1);

        world.orderFrom(id(drafted), 2, new RunOrders(new Resume.Plain(YES), List.of(), List.of()));
        loads(drafted);

        assertThat(world.eventNames()).containsExactly("Rewound", "RunEnded");
        assertThat(made()).endsWith("2 fork of 1 next [check, polish]");
        assertThat(world.state().error().name()).isEqualTo("InvalidResumeError");
    }

    @Test
    void new_input_ends_what_was_asked() {
        world.start(1);
        world.asks("draft", "title");

        world.start(2, ThreadWorld.TITLE.set("y"));

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "InputApplied");
        assertThat(made()).endsWith("1 input of 0 next [__start__]", "2 loop of 1 next [draft]");
        assertThat(world.state().openAsks()).isEmpty();
    }

    @Test
    void orders_make_an_input_checkpoint() {
        world.start(1);
        world.fails("draft");

        world.order(2, new RunOrders(null, writes(ThreadWorld.TITLE.set("by order")), Destination.nodes("publish")));

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "OrdersApplied", "AttemptGranted");
        assertThat(made()).endsWith("1 input of 0 next [draft, publish]");
        assertThat(world.value("title")).isEqualTo("\"by order\"");
    }

    @Test
    void orders_with_an_answer_make_none_of_their_own() {
        world.start(1);
        world.asks("draft", "title");
        int before = made().size();

        world.order(
                2,
                new RunOrders(
                        new Resume.Plain(YES),
                        writes(ThreadWorld.TITLE.set("by order")),
                        Destination.nodes("publish")));

        assertThat(world.eventNames())
                .containsExactly("RunQueued", "RunStarted", "AskAnswered", "OrdersApplied", "AttemptGranted");
        assertThat(made()).hasSize(before);
        assertThat(world.due()).containsExactly("draft", "publish");
    }

    @Test
    void orders_at_an_older_checkpoint_fork_it_first() {
        world.published(1);
        GraphState drafted = madeAt(1);

        world.orderFrom(id(drafted), 2, new RunOrders(null, List.of(), Destination.nodes("publish")));
        loads(drafted);

        assertThat(world.eventNames()).containsExactly("Rewound", "OrdersApplied", "AttemptGranted");
        assertThat(made()).endsWith("2 fork of 1 next [check, polish]", "3 input of 2 next [check, polish, publish]");
    }

    @Test
    void orders_to_the_end_leave_nothing_due() {
        world.start(1);
        world.asks("draft", "title");

        world.order(2, new RunOrders(null, List.of(), Destination.nodes(Names.END)));

        assertThat(world.eventNames())
                .containsExactly("RunQueued", "RunStarted", "OrdersApplied", "AttemptGranted", "RunEnded");
        assertThat(made()).endsWith("1 input of 0 next []");
        assertThat(world.state().status()).isEqualTo(ThreadStatus.IDLE);
    }

    @Test
    void a_breakpoint_before_a_node_leaves_it_due() {
        world.startPausing(1, new Breakpoints(List.of("polish"), List.of()));

        world.ends("draft");

        assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted", "RunEnded");
        assertThat(made()).endsWith("1 loop of 0 next [check, polish]");
        assertThat(world.state().status()).isEqualTo(ThreadStatus.INTERRUPTED);
    }

    @Test
    void a_breakpoint_after_a_node_leaves_what_follows_due() {
        world.startPausing(1, new Breakpoints(List.of(), List.of("draft")));

        world.ends("draft");

        assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted", "RunEnded");
        assertThat(world.due()).containsExactly("check", "polish");
        assertThat(world.effects()).isEmpty();
    }

    @Test
    void going_on_passes_the_breakpoint() {
        Breakpoints before = new Breakpoints(List.of("*"), List.of());
        world.startPausing(1, before);
        int count = made().size();

        world.startPausing(2, before, (Write[]) null);

        assertThat(world.eventNames()).containsExactly("RunQueued", "RunStarted", "AttemptGranted");
        assertThat(made()).hasSize(count);
        assertThat(world.effect(Effect.RunTasks.class).tasks())
                .extracting(DueTask::node)
                .containsExactly("draft");
    }

    @Test
    void several_supersteps_make_one_each() {
        world.start(1);
        world.fails("draft");

        world.ask(edits("", step("draft", "check", "polish"), step("polish", "publish")));

        assertThat(world.eventNames()).containsExactly("StateUpdated", "StateUpdated");
        assertThat(made()).endsWith("1 update of 0 next [check, polish]", "2 update of 1 next [publish]");
    }

    @Test
    void an_input_and_a_start_by_hand_look_like_a_runs() {
        world.ask(new ThreadCommand.Create(JsonValue.EMPTY_OBJECT, false));
        EditStep raw = new EditStep(
                List.of(),
                List.of(),
                List.of(new Arrival(Names.INPUT, new Destination.Node(Names.START))),
                Checkpoint.Source.INPUT,
                null,
                null);

        world.ask(edits("", raw, step(Names.START, "draft")));

        assertThat(made()).containsExactly("-1 input of none next [__start__]", "0 update of -1 next [draft]");
    }

    @Test
    void a_graph_inside_begins_as_a_run_does() {
        String inside = entered();

        assertThat(world.eventNames()).containsExactly("SubgraphEntered");
        assertThat(world.made(inside))
                .containsExactly("-1 input of none next [__start__]", "0 loop of -1 next [draft]");
        assertThat(made()).containsExactly("-1 input of none next [__start__]", "0 loop of -1 next [desk]");
        assertThat(world.moments(inside).getFirst().parents()).containsEntry("", world.head());
    }

    @Test
    void a_step_inside_makes_one_inside() {
        String inside = entered();
        int around = made().size();

        world.ask(world.report(inside, "draft", succeeded("check", "polish")));

        assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted");
        assertThat(world.made(inside)).endsWith("1 loop of 0 next [check, polish]");
        assertThat(made()).hasSize(around);
    }

    @Test
    void what_it_comes_to_is_one_step_of_the_graph_around() {
        String inside = entered();

        world.ask(world.report(inside, "draft", succeeded()));
        assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted", "SubgraphLeft");
        world.ends("desk", ThreadWorld.TITLE.set("from inside"));

        assertThat(world.eventNames()).containsExactly("TaskSucceeded", "StepCommitted");
        assertThat(made()).endsWith("1 loop of 0 next [last]");
        assertThat(world.made(inside)).endsWith("1 loop of 0 next []");
    }

    @Test
    void an_update_inside_makes_one_inside() {
        String inside = asked();
        int around = made().size();

        world.ask(edits(inside, step("draft", "check", "polish")));

        assertThat(world.eventNames()).containsExactly("StateUpdated");
        assertThat(world.made(inside)).endsWith("1 update of 0 next [check, polish]");
        assertThat(made()).hasSize(around);
        assertThat(world.state().status()).isEqualTo(ThreadStatus.INTERRUPTED);
    }

    @Test
    void going_on_inside_makes_none() {
        String inside = asked();
        int before = made().size() + world.made(inside).size();

        world.order(2, answers("title"));

        assertThat(world.eventNames())
                .containsExactly("RunQueued", "RunStarted", "AskAnswered", "AttemptGranted", "AttemptGranted");
        assertThat(made().size() + world.made(inside).size()).isEqualTo(before);
    }

    /** The namespace of a graph that has just begun inside. */
    private String entered() {
        world = new ThreadWorld(AROUND);
        world.start(1);
        world.reports("desk", new TaskOutcome.Entered(List.of(), Map.of(), Destination.nodes("draft")));
        return world.state().graphs().keySet().stream()
                .filter(namespace -> !namespace.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** The same, where a node asks. */
    private String asked() {
        String inside = entered();
        world.ask(world.report(
                inside, "draft", new TaskOutcome.Interrupted(List.of(new TaskOutcome.Asked("title", YES)))));
        return inside;
    }

    private static TaskOutcome succeeded(String... next) {
        return new TaskOutcome.Succeeded(List.of(), Map.of(), Destination.nodes(next), List.of());
    }

    private static RunOrders answers(String... names) {
        Map<String, JsonValue> byName = new HashMap<>();
        for (String name : names) {
            byName.put(name, YES);
        }
        return new RunOrders(new Resume.ByName(byName), List.of(), List.of());
    }

    private static List<ChannelUpdate> writes(Write... writes) {
        return ChannelUpdate.of(List.of(writes));
    }

    private ThreadCommand.Edit edits(String namespace, EditStep... steps) {
        Checkpoint head = world.state().graph(namespace).head();
        return new ThreadCommand.Edit(namespace, head == null ? null : head.id(), null, List.of(steps));
    }

    private static EditStep step(String writer, String... next) {
        return new EditStep(
                List.of(),
                List.of(writer),
                Arrival.from(writer, Destination.nodes(next)),
                Checkpoint.Source.UPDATE,
                null,
                null);
    }

    private void loads(GraphState base) {
        Effect.LoadBase load = world.effect(Effect.LoadBase.class);
        world.ask(new ThreadCommand.BaseLoaded(load.fence(), ThreadState.ROOT, base, null));
    }

    private GraphState madeAt(int step) {
        return world.moments().stream()
                .filter(moment -> moment.checkpoint().step() == step)
                .findFirst()
                .orElseThrow()
                .made();
    }

    private static CheckpointId id(GraphState state) {
        assertThat(state.head()).isNotNull();
        return state.head().id();
    }

    private String visit(String node) {
        return world.state().root().due().stream()
                .filter(task -> task.node().equals(node))
                .findFirst()
                .orElseThrow()
                .visit();
    }

    private List<String> made() {
        return world.made("");
    }
}
