package io.heddle.task;

import io.heddle.api.CheckpointId;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StateUpdate;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.Arrival;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import io.heddle.thread.Names;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a hand edit: whose write it is, what its folds come to, where its node's router leads. All of that may be user
 * code, so it happens here and not on an actor; the thread accepts the result only if its head is still the one prepared
 * for.
 */
public final class HandEdit {
    private final GraphCatalog graphs;

    public HandEdit(GraphCatalog graphs) {
        this.graphs = graphs;
    }

    /**
     * @param base the older checkpoint's state to branch from; null for the head
     * @throws ProblemException saying what does not fit
     */
    public ThreadCommand.Edit prepare(ThreadState state, @Nullable GraphState base, StateUpdate update)
            throws Exception {
        Graph graph = graph(state);
        GraphState from = base == null ? state.root() : base;
        Checkpoint head = state.root().head();
        CheckpointId expected = head == null ? null : head.id();
        JsonValue written = update.values();
        String asNode = update.asNode();
        if (Names.COPY.equals(asNode) || (written == null && asNode == null)) {
            if (from.head() == null) {
                throw new ProblemException(new Problem.InvalidRequest(
                        "values", "null", "a JSON object; there is no checkpoint to copy yet"));
            }
            return new ThreadCommand.Edit(
                    expected,
                    base,
                    List.of(),
                    List.of(),
                    Arrival.from(Names.COPY, from.destinations()),
                    Names.COPY.equals(asNode) ? Checkpoint.Source.FORK : Checkpoint.Source.UPDATE,
                    update.author(),
                    update.reason());
        }
        String writer = asNode == null ? lastWriter(graph, from) : asNode;
        List<ChannelUpdate> updates = written == null ? List.of() : Admission.updates(graph, "values", written);
        refuseUntracked(updates);
        try {
            List<ChannelUpdate> all = new ArrayList<>(from.leftovers());
            all.addAll(updates);
            Map<String, JsonValue> reduced = Folds.reduce(graph, from.values(), Stepper.operands(all));
            Values after = Stepper.apply(from.values(), all, reduced);
            List<Arrival> next = new ArrayList<>(writer.equals(Names.END) ? List.of() : arrivals(graph, from));
            next.addAll(Arrival.from(writer, next(graph, writer, after)));
            return new ThreadCommand.Edit(
                    expected,
                    base,
                    assigned(all, reduced),
                    List.of(writer.equals(Names.INPUT) ? Names.START : writer),
                    next,
                    Checkpoint.Source.UPDATE,
                    update.author(),
                    update.reason());
        } catch (ChangeRefused refused) {
            throw new ProblemException(new Problem.InvalidRequest("values", String.valueOf(written), refused.reason()));
        }
    }

    /**
     * The joins that tasks which have ended well have come to, and the deferred nodes; an edit takes what they wrote along, but
     * leads on only where its own node does.
     */
    private static List<Arrival> arrivals(Graph graph, GraphState from) {
        List<Arrival> arrivals = new ArrayList<>();
        for (DueTask task : from.due()) {
            TaskOutcome.Succeeded done = from.finished().get(task.id());
            if (done != null) {
                Arrival.from(task.node(), done.next()).stream()
                        .filter(arrival -> waits(graph, arrival.to()))
                        .forEach(arrivals::add);
            }
        }
        return arrivals;
    }

    private static boolean waits(Graph graph, Destination to) {
        return switch (to) {
            case Destination.Joined joined -> true;
            case Destination.Sent sent -> false;
            case Destination.Node node ->
                graph.node(node.name()).filter(it -> it.policy().deferred()).isPresent();
        };
    }

    private Graph graph(ThreadState state) {
        String id = Objects.requireNonNullElseGet(
                state.graphId(), () -> state.metadata().node().path("graph_id").asText(""));
        if (id.isEmpty()) {
            throw new ProblemException(new Problem.NoGraph(state.key().thread()));
        }
        return graphs.find(id)
                .orElseThrow(() -> new ProblemException(new Problem.GraphChanged(id, "it is not deployed here")));
    }

    private static void refuseUntracked(List<ChannelUpdate> updates) {
        for (ChannelUpdate update : updates) {
            if (!update.change().isTracked()) {
                throw new ProblemException(new Problem.InvalidRequest(
                        "values." + update.channel(),
                        update.change().shown().toString(),
                        "no value: the channel is untracked and lives within a run only; give it in a run's input"));
            }
        }
    }

    private static String lastWriter(Graph graph, GraphState from) {
        if (graph.nodes().size() == 1) {
            return graph.nodes().iterator().next().name();
        }
        Checkpoint head = from.head();
        if (head == null) {
            return Names.START;
        }
        if (head.writers().size() != 1) {
            throw new ProblemException(new Problem.AmbiguousNode(head.writers()));
        }
        return head.writers().getFirst();
    }

    private static List<Destination> next(Graph graph, String writer, Values after) throws Exception {
        if (writer.equals(Names.END)) {
            return List.of();
        }
        if (writer.equals(Names.START) || writer.equals(Names.INPUT)) {
            return Routing.of(Names.START, graph.entry(), graph.view(after));
        }
        NodeDefinition node = graph.node(writer)
                .orElseThrow(() -> new ProblemException(
                        new Problem.InvalidRequest("as_node", writer, "one of " + graph.nodeNames())));
        return Routing.of(writer, node.outgoing(), graph.view(after));
    }

    private static List<ChannelUpdate> assigned(List<ChannelUpdate> updates, Map<String, JsonValue> reduced) {
        List<ChannelUpdate> settled = new ArrayList<>();
        for (ChannelUpdate update : updates) {
            JsonValue value = update.change() instanceof ChannelChange.Combine ? reduced.get(update.channel()) : null;
            settled.add(value == null ? update : new ChannelUpdate(update.channel(), new ChannelChange.Assign(value)));
        }
        return settled;
    }
}
