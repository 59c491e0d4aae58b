package io.heddle.testkit;

import io.heddle.OpenQuestions;
import io.heddle.api.Interrupt;
import io.heddle.api.RunError;
import io.heddle.graph.Call;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.Values;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Optional;

/** What a node that ran alone came to. Immutable. */
public final class NodeOutcome {
    private final Graph graph;
    private final String node;
    private final Values given;
    private final TaskOutcome outcome;
    private final Overheard heard;

    NodeOutcome(Graph graph, String node, Values given, TaskOutcome outcome, Overheard heard) {
        this.graph = graph;
        this.node = node;
        this.given = given;
        this.outcome = outcome;
        this.heard = heard;
    }

    /**
     * The state it was given, with what it wrote.
     *
     * @throws IllegalStateException if it failed or asks something, as all that tell of its result
     */
    public View state() {
        TaskOutcome.Succeeded done = succeeded();
        return graph.view(Stepper.apply(given, done.updates(), done.reduced()));
    }

    /** What it wrote; messages have ids. */
    public Update update() {
        return new Update(succeeded().updates().stream().map(this::write).toList());
    }

    /** The nodes to which its edges, its routers and its command lead; one that is sent several inputs several times. */
    public List<String> next() {
        return succeeded().next().stream()
                .map(to -> switch (to) {
                    case Destination.Node one -> one.name();
                    case Destination.Sent sent -> sent.node();
                    case Destination.Joined joined -> joined.join();
                })
                .toList();
    }

    /** What it sends to a node, in order. */
    public <I> List<I> sent(NodeKey<I> to) {
        return succeeded().next().stream()
                .flatMap(next ->
                        next instanceof Destination.Sent sent && sent.node().equals(to.name())
                                ? Optional.of(to.decode(sent.input())).stream()
                                : Optional.<I>empty().stream())
                .toList();
    }

    /** What it asks; empty if it asks nothing. */
    public OpenQuestions questions() {
        return new OpenQuestions(
                outcome instanceof TaskOutcome.Interrupted interrupted
                        ? interrupted.asks().stream().map(this::interrupt).toList()
                        : List.of());
    }

    /** Why it failed; empty if it did not. A failure that a handler of the graph takes leads there instead. */
    public Optional<RunError> error() {
        return outcome instanceof TaskOutcome.Failed failed ? Optional.of(failed.error()) : Optional.empty();
    }

    /** The names of the calls that it made, in order; those that were recorded before are not made. */
    public List<String> calls() {
        return List.copyOf(heard.calls().keySet());
    }

    /** The result of a call that it made. */
    public <T> Optional<T> result(Call<T> call) {
        return Optional.ofNullable(heard.calls().get(call.name())).map(call::decode);
    }

    /** The tokens that viewers saw, one by one. */
    public List<String> tokens() {
        return heard.tokens();
    }

    /** The values that it emitted for viewers. */
    public List<JsonValue> emitted() {
        return heard.emitted();
    }

    @Override
    public String toString() {
        return "node %s: %s".formatted(node, outcome);
    }

    private TaskOutcome.Succeeded succeeded() {
        return switch (outcome) {
            case TaskOutcome.Succeeded succeeded -> succeeded;
            case TaskOutcome.Interrupted interrupted ->
                throw new IllegalStateException("node %s asks %s; give it answered(…)"
                        .formatted(
                                node,
                                interrupted.asks().stream()
                                        .map(TaskOutcome.Asked::key)
                                        .toList()));
            case TaskOutcome.Failed failed ->
                throw new IllegalStateException("node %s failed: %s: %s"
                        .formatted(node, failed.error().name(), failed.error().message()));
            case TaskOutcome.Entered entered -> throw unexpected();
            case TaskOutcome.Stopped stopped -> throw unexpected();
        };
    }

    private IllegalStateException unexpected() {
        return new IllegalStateException("node %s came to %s, though nobody stopped it".formatted(node, outcome));
    }

    private Write write(ChannelUpdate update) {
        return new Write(graph.channel(update.channel()).orElseThrow(), update.change());
    }

    private Interrupt interrupt(TaskOutcome.Asked asked) {
        return new Interrupt(asked.key(), asked.key(), "", node, asked.value(), null);
    }
}
