package io.heddle.task;

import io.heddle.api.CheckpointId;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StateUpdate;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.step.Checkpoint;
import io.heddle.step.Frontier;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import io.heddle.thread.EditStep;
import io.heddle.thread.Names;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a hand edit, superstep by superstep. What it needs of user code, folds and routers, happens here and not on an
 * actor; the thread accepts the result only if its head is still the one prepared for.
 */
public final class HandEdit {
    private static final int MOST_SUPERSTEPS = 1_000;

    /** These are taken to have written alone. */
    private static final Set<String> ALONE = Set.of(Names.INPUT, Names.START, Names.COPY, Names.END);

    /** Stands for the checkpoints between the first and the last while they are not made yet. */
    private static final CheckpointId IN_BETWEEN = CheckpointId.at(0, 0, 0);

    private final GraphCatalog graphs;

    public HandEdit(GraphCatalog graphs) {
        this.graphs = graphs;
    }

    /**
     * @param base the older checkpoint's state to branch from; null for the head
     * @throws ProblemException saying what does not fit
     */
    public ThreadCommand.Edit prepare(
            ThreadState state, @Nullable GraphState base, List<List<StateUpdate>> supersteps) {
        String namespace = first(supersteps).namespace();
        Graph graph = graph(state, namespace);
        Checkpoint head = state.graph(namespace).head();
        GraphState from = base == null ? state.graph(namespace) : base;
        List<EditStep> steps = new ArrayList<>();
        for (int i = 0; i < supersteps.size(); i++) {
            List<StateUpdate> together = checked(supersteps, i);
            EditStep step = isRawInput(supersteps, i)
                    ? rawInput(together.getFirst())
                    : HandStep.of(graph, from, together, place(supersteps, i));
            steps.add(step);
            from = after(state.key(), namespace, graph, from, step);
        }
        return new ThreadCommand.Edit(namespace, head == null ? null : head.id(), base, steps);
    }

    /** The one that says where the edit begins. */
    public static StateUpdate first(List<List<StateUpdate>> supersteps) {
        if (supersteps.isEmpty() || supersteps.size() > MOST_SUPERSTEPS) {
            throw new ProblemException(new Problem.InvalidRequest(
                    "supersteps", String.valueOf(supersteps.size()), "1 to %d supersteps".formatted(MOST_SUPERSTEPS)));
        }
        return checked(supersteps, 0).getFirst();
    }

    /** How refusals address a superstep's updates; a single update is addressed by its members alone. */
    private static String place(List<List<StateUpdate>> supersteps, int number) {
        boolean single = supersteps.size() == 1 && supersteps.getFirst().size() == 1;
        return single ? "" : "supersteps[%d].updates".formatted(number);
    }

    private static List<StateUpdate> checked(List<List<StateUpdate>> supersteps, int number) {
        List<StateUpdate> together = supersteps.get(number);
        String path = "supersteps[%d].updates".formatted(number);
        if (together.isEmpty()) {
            throw new ProblemException(new Problem.InvalidRequest(path, "nothing", "at least one update"));
        }
        for (int i = 0; i < together.size(); i++) {
            StateUpdate update = together.get(i);
            String writer = update.asNode();
            if (together.size() > 1 && (writer == null || ALONE.contains(writer))) {
                throw new ProblemException(new Problem.InvalidRequest(
                        "%s[%d].as_node".formatted(path, i),
                        writer == null ? "nothing" : writer,
                        "a node for each of several updates; %s stand alone".formatted(String.join(", ", ALONE))));
            }
            boolean first = number == 0 && i == 0;
            if (!first && (update.checkpoint() != null || !update.namespace().isEmpty())) {
                throw new ProblemException(new Problem.InvalidRequest(
                        "%s[%d].checkpoint".formatted(path, i),
                        update.checkpoint() == null
                                ? update.namespace()
                                : update.checkpoint().value(),
                        "a checkpoint in the first update only, which says where all of them begin"));
            }
        }
        return together;
    }

    /** An input that the next superstep takes in, as a history that is written down elsewhere has it; it writes nothing itself. */
    private static boolean isRawInput(List<List<StateUpdate>> supersteps, int number) {
        return Names.INPUT.equals(supersteps.get(number).getFirst().asNode())
                && number + 1 < supersteps.size()
                && Names.START.equals(checked(supersteps, number + 1).getFirst().asNode());
    }

    private static EditStep rawInput(StateUpdate update) {
        return new EditStep(List.of(), List.of(), List.of(), Checkpoint.Source.INPUT, update.author(), update.reason());
    }

    private static GraphState after(ThreadKey thread, String namespace, Graph graph, GraphState from, EditStep step) {
        Frontier frontier = step.frontier(graph, from.waiting());
        Checkpoint head = new Checkpoint(IN_BETWEEN, null, 0, step.source(), null, step.writers(), 0);
        return from.at(
                head,
                step.applied(from.values()),
                Stepper.due(thread, frontier.next(), IN_BETWEEN, namespace),
                frontier.waiting());
    }

    private Graph graph(ThreadState state, String namespace) {
        String id = state.boundGraph();
        if (id == null) {
            throw new ProblemException(new Problem.NoGraph(state.key().thread()));
        }
        Graph graph = graphs.find(id)
                .map(found -> found.configured(state.config()))
                .orElseThrow(() -> new ProblemException(new Problem.GraphChanged(id, "it is not deployed here")));
        boolean there = namespace.isEmpty() || state.graphs().containsKey(namespace);
        return graph.within(namespace)
                .filter(inner -> there)
                .orElseThrow(() -> new ProblemException(new Problem.InvalidRequest(
                        "checkpoint.checkpoint_ns",
                        namespace,
                        "a graph that the thread is in: " + String.join(", ", state.openNamespaces()))));
    }
}
