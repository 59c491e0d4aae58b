package io.heddle.task;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunError;
import io.heddle.api.StateUpdate;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Graph;
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
import io.heddle.thread.EditStep;
import io.heddle.thread.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One superstep of a hand edit in the making: whose writes it holds, what its folds come to, where its writers lead. */
final class HandStep {
    private final Graph graph;
    private final GraphState from;
    private final String path;
    private final List<ChannelUpdate> updates;
    private final List<String> writers = new ArrayList<>();
    private final List<Arrival> next;
    private final Map<String, String> assigned = new HashMap<>();

    private HandStep(Graph graph, GraphState from, String path, boolean ending) {
        this.graph = graph;
        this.from = from;
        this.path = path;
        this.updates = new ArrayList<>(from.leftovers());
        this.next = new ArrayList<>(ending ? List.of() : arrivals(graph, from));
    }

    /**
     * @param from the state that is edited
     * @param path how refusals address the updates; empty for a single one
     * @throws ProblemException saying what does not fit
     */
    static EditStep of(Graph graph, GraphState from, List<StateUpdate> together, String path) {
        StateUpdate first = together.getFirst();
        if (Names.COPY.equals(first.asNode()) || (first.values() == null && first.asNode() == null)) {
            return copy(from, first, path.isEmpty() ? "" : path + "[0].");
        }
        HandStep step = new HandStep(graph, from, path, Names.END.equals(first.asNode()));
        for (int i = 0; i < together.size(); i++) {
            String at = path.isEmpty() ? "" : "%s[%d].".formatted(path, i);
            try {
                step.write(together.get(i), at);
            } catch (ProblemException refused) {
                throw refused;
            } catch (Exception thrown) {
                throw failed(at, thrown);
            }
        }
        return step.done(first);
    }

    private static EditStep copy(GraphState from, StateUpdate update, String at) {
        if (from.head() == null) {
            throw new ProblemException(new Problem.InvalidRequest(
                    at + "values", "null", "a JSON object; there is no checkpoint to copy yet"));
        }
        return new EditStep(
                List.of(),
                List.of(),
                Arrival.from(Names.COPY, from.destinations()),
                Names.COPY.equals(update.asNode()) ? Checkpoint.Source.FORK : Checkpoint.Source.UPDATE,
                update.author(),
                update.reason());
    }

    /** Adds what one node is taken to have written; its routers see that and nothing of its siblings'. */
    private void write(StateUpdate update, String at) throws Exception {
        JsonValue written = update.values();
        String writer = update.asNode() == null ? lastWriter(at) : update.asNode();
        List<ChannelUpdate> own = written == null ? List.of() : Admission.updates(graph, at + "values", written);
        own.forEach(each -> check(at, writer, each));
        try {
            List<ChannelUpdate> seen = new ArrayList<>(from.leftovers());
            seen.addAll(own);
            Map<String, JsonValue> reduced = Folds.reduce(graph, from.values(), Stepper.operands(seen));
            next.addAll(Arrival.from(writer, next(at, writer, Stepper.apply(from.values(), seen, reduced))));
        } catch (ChangeRefused refused) {
            throw new ProblemException(
                    new Problem.InvalidRequest(at + "values", String.valueOf(written), refused.reason()));
        }
        updates.addAll(own);
        writers.add(writer.equals(Names.INPUT) ? Names.START : writer);
    }

    private EditStep done(StateUpdate first) {
        try {
            Map<String, JsonValue> reduced = Folds.reduce(graph, from.values(), Stepper.operands(updates));
            Stepper.apply(from.values(), updates, reduced);
            return new EditStep(
                    settled(reduced), writers, next, Checkpoint.Source.UPDATE, first.author(), first.reason());
        } catch (ChangeRefused refused) {
            throw new ProblemException(new Problem.InvalidRequest(
                    path.isEmpty() ? "values" : path, "writes of " + String.join(", ", writers), refused.reason()));
        } catch (RuntimeException thrown) {
            throw failed(path, thrown);
        }
    }

    /** User code, a reducer or a router, has thrown. */
    private static ProblemException failed(String where, Exception thrown) {
        RunError error = TaskRunner.error(thrown);
        String message = where.isEmpty() ? error.message() : "%s: %s".formatted(where, error.message());
        return new ProblemException(new Problem.UpdateFailed(new RunError(error.name(), message)));
    }

    private void check(String at, String writer, ChannelUpdate update) {
        if (!update.change().isTracked()) {
            throw new ProblemException(new Problem.InvalidRequest(
                    at + "values." + update.channel(),
                    update.change().shown().toString(),
                    "no value: the channel is untracked and lives within a run only; give it in a run's input"));
        }
        String other = update.change().isExclusive() ? assigned.putIfAbsent(update.channel(), writer) : null;
        if (other != null) {
            throw new ProblemException(new Problem.InvalidRequest(
                    at + "values." + update.channel(),
                    "writes of %s and %s in one superstep".formatted(other, writer),
                    "one writer, or a superstep for each"));
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

    private String lastWriter(String at) {
        if (graph.nodes().size() == 1) {
            return graph.nodes().iterator().next().name();
        }
        Checkpoint head = from.head();
        if (head == null) {
            return Names.START;
        }
        if (head.writers().size() != 1) {
            throw new ProblemException(
                    at.isEmpty()
                            ? new Problem.AmbiguousNode(head.writers())
                            : new Problem.InvalidRequest(at + "as_node", "nothing", "one of " + head.writers()));
        }
        return head.writers().getFirst();
    }

    private List<Destination> next(String at, String writer, Values after) throws Exception {
        if (writer.equals(Names.END)) {
            return List.of();
        }
        if (writer.equals(Names.START) || writer.equals(Names.INPUT)) {
            return Routing.of(Names.START, graph.entry(), graph.view(after));
        }
        NodeDefinition node = graph.node(writer)
                .orElseThrow(() -> new ProblemException(
                        new Problem.InvalidRequest(at + "as_node", writer, "one of " + graph.nodeNames())));
        return Routing.of(writer, node.outgoing(), graph.view(after));
    }

    private List<ChannelUpdate> settled(Map<String, JsonValue> reduced) {
        List<ChannelUpdate> settled = new ArrayList<>();
        for (ChannelUpdate update : updates) {
            @Nullable
            JsonValue value = update.change() instanceof ChannelChange.Combine ? reduced.get(update.channel()) : null;
            settled.add(value == null ? update : new ChannelUpdate(update.channel(), new ChannelChange.Assign(value)));
        }
        return settled;
    }
}
