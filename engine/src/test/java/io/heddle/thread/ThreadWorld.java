package io.heddle.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.AssistantId;
import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Channel;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.Arrival;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A thread in a test's hand: commands go in, events and effects come out, tasks end when the test says so. Its graph is
 * {@code draft → check, polish (in parallel) → publish}; time stands still unless it is moved.
 */
final class ThreadWorld {
    static final ValueChannel<String> TITLE = Channel.value("title", String.class);
    static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    static final MessagesChannel CHAT = Channel.messages("chat");
    static final FoldChannel<Integer> SCORE = Channel.fold("score", Integer.class, 0, Integer::sum);

    private static final NodeKey<Void> DRAFT = NodeKey.of("draft");
    private static final NodeKey<Void> CHECK = NodeKey.of("check");
    private static final NodeKey<Void> POLISH = NodeKey.of("polish");
    private static final NodeKey<Void> PUBLISH = NodeKey.of("publish");

    static final Graph GRAPH = Graph.define(
            "essay",
            3,
            g -> g.channels(TITLE, NOTES, CHAT, SCORE)
                    .node(DRAFT, (view, context) -> Update.nothing())
                    .node(CHECK, (view, context) -> Update.nothing())
                    .node(POLISH, (view, context) -> Update.nothing())
                    .node(PUBLISH, (view, context) -> Update.nothing())
                    .start(DRAFT)
                    .after(DRAFT)
                    .to(CHECK, POLISH)
                    .after(CHECK)
                    .to(PUBLISH)
                    .after(POLISH)
                    .to(PUBLISH)
                    .after(PUBLISH)
                    .end());

    private final Graph graph;
    private final ThreadDecider decider;
    private final StreamProjection projection;
    private final HistoryFold history = new HistoryFold(ThreadState.unborn(ThreadKey.of("t")));
    private final List<ThreadEvent> lastEvents = new ArrayList<>();
    private final List<Effect> lastEffects = new ArrayList<>();
    private final List<StreamEvent> stream = new ArrayList<>();
    private ThreadState state = history.state();
    private Set<StreamMode> modes = Set.of(StreamMode.VALUES);
    long now = 1_764_000_000_000L;

    ThreadWorld() {
        this(GRAPH);
    }

    /** A thread on another graph. */
    ThreadWorld(Graph graph) {
        this.graph = graph;
        this.decider = new ThreadDecider(GraphCatalog.of(graph), 2);
        this.projection = new StreamProjection(GraphCatalog.of(graph));
    }

    static RunId run(int number) {
        return new RunId("00000000-0000-4000-8000-%012d".formatted(number));
    }

    /** Runs accepted from here on ask for these. */
    ThreadWorld streaming(StreamMode first, StreamMode... more) {
        modes = EnumSet.of(first, more);
        return this;
    }

    ThreadState state() {
        return state;
    }

    /** The events of the last row. */
    List<ThreadEvent> events() {
        return List.copyOf(lastEvents);
    }

    List<String> eventNames() {
        return lastEvents.stream().map(e -> e.getClass().getSimpleName()).toList();
    }

    List<Effect> effects() {
        return List.copyOf(lastEffects);
    }

    <E extends Effect> E effect(Class<E> kind) {
        return lastEffects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " among " + lastEffects));
    }

    /** All stream events so far, of all runs. */
    List<StreamEvent> stream() {
        return List.copyOf(stream);
    }

    ThreadReply ask(ThreadCommand command) {
        return askAll(command).getFirst();
    }

    List<ThreadReply> askAll(ThreadCommand... commands) {
        Decision decision = decider.decideAll(state, List.of(commands), now);
        lastEvents.clear();
        lastEvents.addAll(decision.events());
        lastEffects.clear();
        lastEffects.addAll(decision.effects());
        if (!decision.changesNothing()) {
            ThreadState before = state;
            for (int i = 0; i < lastEvents.size(); i++) {
                Position position = new Position(state.sequence() + 1, i, now);
                ThreadState after = ThreadEvolver.evolve(before, lastEvents.get(i), position);
                assertThat(ThreadInvariants.violatedBy(after)).isEmpty();
                assertThat(ThreadInvariants.violatedBy(before, after)).isEmpty();
                StreamProjection.Projected projected = projection.project(before, lastEvents.get(i), after);
                if (projected != null) {
                    stream.addAll(projected.events());
                }
                before = after;
            }
            history.row(new ThreadRow(now, decision.events(), Map.of()));
            state = decision.state();
            assertThat(ThreadInvariants.violatedAtRowsEnd(state)).isEmpty();
        }
        return decision.replies();
    }

    ThreadReply start(int number, Write... input) {
        return ask(new ThreadCommand.Start(spec(number, input), true));
    }

    /** A run that does not simply wait its turn. */
    ThreadReply startBy(MultitaskStrategy strategy, int number, Write... input) {
        RunSpec spec = spec(number, input);
        return ask(new ThreadCommand.Start(
                new RunSpec(
                        spec.id(),
                        spec.assistant(),
                        spec.graphId(),
                        spec.input(),
                        null,
                        spec.config(),
                        spec.metadata(),
                        spec.stepLimit(),
                        spec.modes(),
                        false,
                        strategy,
                        spec.digest()),
                true));
    }

    /** The tasks that were told to stop have stopped. */
    ThreadReply stopped() {
        return ask(new ThreadCommand.TasksStopped(state.fence()));
    }

    ThreadReply goOn(int number) {
        return ask(new ThreadCommand.Start(spec(number, null, null, 25), true));
    }

    ThreadReply startFrom(CheckpointId checkpoint, int number, Write @Nullable ... input) {
        return ask(new ThreadCommand.Start(spec(number, updates(input), checkpoint, 25), true));
    }

    RunSpec spec(int number, Write... input) {
        return spec(number, updates(input), null, 25);
    }

    /** A run that does something else first instead of taking input. */
    ThreadReply order(int number, RunOrders orders) {
        return orderFrom(null, number, orders);
    }

    ThreadReply orderFrom(@Nullable CheckpointId checkpoint, int number, RunOrders orders) {
        return ask(new ThreadCommand.Start(spec(number, null, checkpoint, 25, orders, Breakpoints.NONE), true));
    }

    ThreadReply startPausing(int number, Breakpoints pauses, Write @Nullable ... input) {
        return ask(new ThreadCommand.Start(spec(number, updates(input), null, 25, null, pauses), true));
    }

    RunSpec spec(int number, @Nullable List<ChannelUpdate> input, @Nullable CheckpointId from, int limit) {
        return spec(number, input, from, limit, null, Breakpoints.NONE);
    }

    private RunSpec spec(
            int number,
            @Nullable List<ChannelUpdate> input,
            @Nullable CheckpointId from,
            int limit,
            @Nullable RunOrders orders,
            Breakpoints pauses) {
        return new RunSpec(
                run(number),
                new AssistantId("fe096781-5601-53d2-b2f6-0d3403f7e9ca"),
                graph.id(),
                input,
                from,
                JsonValue.EMPTY_OBJECT,
                JsonValue.EMPTY_OBJECT,
                limit,
                modes,
                false,
                false,
                MultitaskStrategy.ENQUEUE,
                orders,
                pauses,
                null,
                "digest-" + number);
    }

    /** A due node stops to ask. */
    ThreadReply asks(String node, String... questions) {
        return reports(
                node,
                new TaskOutcome.Interrupted(Arrays.stream(questions)
                        .map(name -> new TaskOutcome.Asked(name, JsonValue.encode(name + "?")))
                        .toList()));
    }

    /** A due node returns; it leads where the graph's edges lead. */
    ThreadReply ends(String node, Write... writes) {
        List<Destination> next = Destination.nodes(next(node).toArray(new String[0]));
        return reports(node, new TaskOutcome.Succeeded(updates(writes), alone(writes), next, List.of()));
    }

    ThreadReply fails(String node) {
        return reports(node, new TaskOutcome.Failed(new RunError("IOException", node + " lost its line")));
    }

    ThreadReply reports(String node, TaskOutcome outcome) {
        return ask(report(node, outcome));
    }

    ThreadCommand.TaskReported report(String node, TaskOutcome outcome) {
        return report("", node, outcome);
    }

    /** Of a node of a graph inside. */
    ThreadCommand.TaskReported report(String namespace, String node, TaskOutcome outcome) {
        DueTask task = state.graph(namespace).due().stream()
                .filter(due -> due.node().equals(node))
                .findFirst()
                .orElseThrow(() -> new AssertionError(node + " is not due"));
        return new ThreadCommand.TaskReported(namespace, task.id(), new Fence(state.epoch(), task.dispatch()), outcome);
    }

    ThreadReply edit(String asNode, Write... writes) {
        return ask(edit(null, Checkpoint.Source.UPDATE, List.of(asNode), next(asNode), writes));
    }

    /** An edit prepared for the head as it is. */
    ThreadCommand.Edit edit(
            @Nullable GraphState base,
            Checkpoint.Source source,
            List<String> writers,
            List<String> next,
            Write... writes) {
        Checkpoint head = state.root().head();
        return new ThreadCommand.Edit(
                ThreadState.ROOT,
                head == null ? null : head.id(),
                base,
                List.of(new EditStep(
                        updates(writes),
                        writers,
                        Arrival.from("editor", Destination.nodes(next.toArray(new String[0]))),
                        source,
                        "ada",
                        "a slip")));
    }

    List<String> next(String asNode) {
        List<String> next =
                new ArrayList<>(graph.node(asNode).orElseThrow().outgoing().always());
        next.remove(Graph.END_NAME);
        return next;
    }

    /** A run from draft to published. */
    ThreadWorld published(int number) {
        start(number, TITLE.set("essay " + number));
        ends("draft");
        ends("check");
        ends("polish");
        ends("publish");
        return this;
    }

    CheckpointId head() {
        return state.root().head().id();
    }

    List<String> due() {
        return state.root().due().stream().map(DueTask::node).toList();
    }

    Moment moment(CheckpointId id) {
        return history.at("", id).orElseThrow();
    }

    List<Moment> moments() {
        return moments("");
    }

    List<Moment> moments(String namespace) {
        return history.moments(namespace);
    }

    /** All checkpoints of a graph in the order of their making: step, source, the parent's step, what is due. */
    List<String> made(String namespace) {
        Map<CheckpointId, Integer> steps = new HashMap<>();
        List<String> rows = new ArrayList<>();
        for (Moment moment : moments(namespace)) {
            Checkpoint checkpoint = moment.checkpoint();
            steps.put(checkpoint.id(), checkpoint.step());
            List<String> next = moment.input() == null
                    ? moment.made().due().stream().map(DueTask::node).toList()
                    : List.of(Names.START);
            rows.add("%d %s of %s next %s"
                    .formatted(
                            checkpoint.step(),
                            checkpoint.source().wire(),
                            checkpoint.parent() == null ? "none" : steps.get(checkpoint.parent()),
                            next));
        }
        return rows;
    }

    /** What a channel holds, as JSON. */
    String value(String channel) {
        ChannelValue value = state.root().values().get(channel);
        return value == null ? null : value.json().toString();
    }

    private static Map<String, JsonValue> alone(Write... writes) {
        Map<String, JsonValue> reduced = new HashMap<>();
        for (Write write : writes) {
            if (write.change() instanceof ChannelChange.Combine combine) {
                reduced.put(write.channel().name(), SCORE.reduce(SCORE.initial(), combine.operands()));
            }
        }
        return reduced;
    }

    private static @Nullable List<ChannelUpdate> updates(Write @Nullable ... writes) {
        return writes == null ? null : ChannelUpdate.of(List.of(writes));
    }
}
