package io.heddle.testkit;

import io.heddle.api.Message;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Call;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.ConfigKey;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.NodeKey;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Question;
import io.heddle.graph.Send;
import io.heddle.graph.Values;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Visit;
import io.heddle.task.NodeCache;
import io.heddle.task.TaskOrder;
import io.heddle.task.TaskRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One visit of one node, without an engine: the node is given a state, results of calls and answers, and what it comes to can be
 * looked at. It runs as it would in a graph, retries and limits included, in {@linkplain VirtualTime virtual time}.
 *
 * <pre>{@code
 * NodeTest.of(refunds, PAY)
 *         .given(REFUND.set(new Refund("Ada", 40)))
 *         .recorded(TRANSFER, "receipt 7")
 *         .run()
 *         .state().get(LETTERS)
 * }</pre>
 *
 * <p>Not thread-safe; a builder.
 */
public final class NodeTest {
    private static final ThreadKey THREAD = ThreadKey.of("test");
    private static final RunId RUN = new RunId("00000000-0000-0000-0000-000000000001");
    private static final String TASK = "00000000-0000-0000-0000-000000000002";
    private static final int STEPS_LEFT = RunRequest.DEFAULT_STEP_LIMIT;

    private final Graph graph;
    private final NodeKey<?> node;
    private final @Nullable JsonValue sent;
    private final VirtualTime time = new VirtualTime();
    private final RecordedStore store = new RecordedStore(time);
    private final Map<String, JsonValue> calls = new HashMap<>();
    private final List<Ask> answers = new ArrayList<>();
    private Values values = Values.EMPTY;
    private JsonValue config = JsonValue.EMPTY_OBJECT;
    private @Nullable String caller;
    private int interrupts;
    private int messages;

    private NodeTest(Graph graph, NodeKey<?> node, @Nullable JsonValue sent) {
        this.graph = graph;
        this.node = node;
        this.sent = sent;
    }

    /** A node that reads the graph's state. */
    public static NodeTest of(Graph graph, NodeKey<Void> node) {
        return new NodeTest(graph, node, null);
    }

    /** A node that works on what it is sent. */
    public static <I> NodeTest of(Graph graph, NodeKey<I> node, I input) {
        return new NodeTest(graph, node, Send.to(node, input).input());
    }

    /** The state holds this; messages without an id get one. */
    public NodeTest given(Write... writes) {
        for (Write write : writes) {
            ChannelChange change = write.change() instanceof ChannelChange.Upsert upsert
                    ? new ChannelChange.Upsert(
                            upsert.messages().stream().map(this::numbered).toList())
                    : write.change();
            values = settled(new Write(write.channel(), change));
        }
        return this;
    }

    /** The visit has made this call before, and this was its result. */
    public <T> NodeTest recorded(Call<T> call, T result) {
        calls.put(call.name(), call.encode(result));
        return this;
    }

    /** The visit has asked this before, and this was the answer. */
    public <A> NodeTest answered(Question<?, A> question, A answer) {
        return answered(question.name(), question.encodeAnswer(answer));
    }

    /** Plain interrupts of the visit were resumed with this, in their order: anything that Jackson writes. */
    public NodeTest resumed(Object... with) {
        Arrays.stream(with).forEach(each -> answered("#" + interrupts++, JsonValue.encode(each)));
        return this;
    }

    /** The run is configured so. */
    public <T> NodeTest configured(ConfigKey<T> key, T value) {
        config = key.write(value, config);
        return this;
    }

    /** Somebody by this name asked for the run. */
    public NodeTest askedBy(String who) {
        caller = who;
        return this;
    }

    /** The store that the node sees. */
    public RecordedStore store() {
        return store;
    }

    /** The time by which the node goes. */
    public VirtualTime time() {
        return time;
    }

    /**
     * Runs the node, and says what it came to. The next run is another one: it remembers nothing of this.
     *
     * @throws IllegalArgumentException if the graph has no such node, or the node is a graph itself
     */
    public NodeOutcome run() {
        graph.checkConfig("configured", config);
        check(graph.configured(config));
        Overheard heard = new Overheard();
        CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();
        new TaskRunner(GraphCatalog.of(graph), time, time.threads(), store, NodeCache.inMemory(time))
                .start(order(), heard, heard, outcome::complete);
        return new NodeOutcome(graph, node.name(), values, outcome.join(), heard);
    }

    private void check(Graph configured) {
        NodeDefinition found = configured
                .node(node.name())
                .orElseThrow(() -> new IllegalArgumentException("graph %s has no node %s; its nodes are: %s"
                        .formatted(configured, node, configured.nodeNames())));
        if (found.subgraph() != null) {
            throw new IllegalArgumentException("node %s is graph %s; test the nodes of that graph"
                    .formatted(node, found.subgraph().graph()));
        }
    }

    private TaskOrder order() {
        Destination.Sent input = sent == null ? null : new Destination.Sent(node.name(), sent, OnFailure.FAIL, 0);
        return new TaskOrder(
                THREAD,
                RUN,
                graph.id(),
                "",
                new DueTask(node.name(), TASK, TASK, 1, 1, DueTask.Stage.RUNNING, input),
                new Fence(0, 1),
                values,
                1,
                STEPS_LEFT,
                config,
                caller,
                Visit.of(calls, answers),
                null,
                time.millis());
    }

    /** The values after a write from outside; a fold's reducer is run. */
    private Values settled(Write write) {
        List<ChannelUpdate> updates = ChannelUpdate.of(List.of(write));
        Map<String, JsonValue> reduced = new HashMap<>();
        if (write.channel() instanceof FoldChannel<?> fold) {
            ChannelValue now = values.get(fold);
            Stepper.operands(updates)
                    .forEach((name, operands) -> reduced.put(name, fold.reduce(Objects.requireNonNull(now), operands)));
        }
        return Stepper.apply(values, updates, reduced);
    }

    private NodeTest answered(String question, JsonValue answer) {
        answers.add(new Ask(question, "", JsonValue.NULL, answer));
        return this;
    }

    private JsonValue numbered(JsonValue message) {
        Message read = Message.stored(message);
        return read.id().isPresent()
                ? message
                : read.withId("given-" + ++messages).json();
    }
}
