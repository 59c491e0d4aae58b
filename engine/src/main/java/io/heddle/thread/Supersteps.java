package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.api.RunStatus;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Subgraph;
import io.heddle.json.JsonValue;
import io.heddle.step.Arrival;
import io.heddle.step.Ask;
import io.heddle.step.Caller;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.Frontier;
import io.heddle.step.GraphState;
import io.heddle.step.Plan;
import io.heddle.step.Settlement;
import io.heddle.step.Stepper;
import io.heddle.step.TaskIds;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Visit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the graphs of the active run step: the graph itself and the subgraphs inside it, each by the same rules in a namespace
 * of its own, while the task that a subgraph runs for stays open in the graph around it.
 *
 * <p>Law: after each of these the run has ended, or a task is out, or a reducer runs.
 */
final class Supersteps {
    private final GraphCatalog graphs;

    Supersteps(GraphCatalog graphs) {
        this.graphs = graphs;
    }

    /** The fence of a complete step's reducers: that of its first task, so that no other step's can be taken for it. */
    static Fence fence(ThreadState state, GraphState complete) {
        return new Fence(state.epoch(), complete.due().getFirst().dispatch());
    }

    /** Hands out again whatever is open; true if nothing was, and the run has ended. */
    boolean resume(Turn turn) {
        for (String namespace : turn.state().openNamespaces()) {
            if (turn.state().active() == null || !isStepping(turn.state(), namespace)) {
                continue;
            }
            if (turn.state().graph(namespace).complete()) {
                settle(turn, namespace, Map.of());
            } else {
                handOut(turn, namespace);
            }
        }
        return turn.state().active() == null;
    }

    /** A task that was out has ended. */
    void ended(Turn turn, String namespace, DueTask task, TaskOutcome outcome) {
        switch (outcome) {
            case TaskOutcome.Succeeded done -> {
                turn.emit(new ThreadEvent.TaskSucceeded(namespace, task.id(), done));
                if (done.handoff() != null) {
                    leave(turn, namespace, null);
                } else if (turn.state().graph(namespace).complete()) {
                    settle(turn, namespace, Map.of());
                } else {
                    pauseIfQuiet(turn);
                }
            }
            case TaskOutcome.Interrupted interrupted -> {
                turn.emit(new ThreadEvent.TaskInterrupted(namespace, task.id(), asks(task, interrupted)));
                pauseIfQuiet(turn);
            }
            case TaskOutcome.Entered entered -> enter(turn, namespace, task, entered);
            case TaskOutcome.Failed failed -> fail(turn, namespace, task.id(), failed.error());
            case TaskOutcome.Stopped stopped -> {}
        }
    }

    /** A step as a whole could not be committed, or not be begun. */
    void failed(Turn turn, String namespace, RunError error) {
        fail(turn, namespace, "", error);
    }

    /** Commits a complete step, or finds out what it still needs. */
    void settle(Turn turn, String namespace, Map<String, JsonValue> reduced) {
        ThreadState state = turn.state();
        GraphState complete = state.graph(namespace);
        RunSpec spec = state.activeSpec();
        Graph graph = graph(spec, namespace);
        if (graph == null) {
            failed(turn, namespace, undeployed(spec, namespace));
            return;
        }
        switch (Stepper.settle(graph, complete, reduced)) {
            case Settlement.Settled settled -> {
                Frontier frontier = settled.frontier();
                boolean held = Pauses.between(graph, namespace, spec, complete, frontier);
                boolean spent = complete.steps() + 1 >= spec.stepLimit();
                turn.emit(new ThreadEvent.StepCommitted(
                        namespace, settled.reduced(), frontier.next(), frontier.waiting(), held || spent));
                if (held) {
                    pauseIfQuiet(turn);
                } else {
                    handOut(turn, namespace);
                }
            }
            case Settlement.Unreduced unreduced ->
                turn.effect(new Effect.Reduce(
                        fence(state, complete), spec, namespace, complete.values(), unreduced.operands()));
            case Settlement.Refused refused -> failed(turn, namespace, refused.error());
        }
    }

    private void handOut(Turn turn, String namespace) {
        ThreadState state = turn.state();
        RunSpec spec = state.activeSpec();
        Graph graph = graph(spec, namespace);
        if (graph == null) {
            failed(turn, namespace, undeployed(spec, namespace));
            return;
        }
        switch (Stepper.plan(graph, state.graph(namespace), spec.stepLimit())) {
            case Plan.Finished finished -> {
                if (namespace.equals(ThreadState.ROOT)) {
                    turn.endActive(RunStatus.SUCCESS, null);
                } else {
                    leave(turn, namespace, null);
                }
            }
            case Plan.Failed failed -> failed(turn, namespace, failed.error());
            case Plan.Run run -> {
                if (run.tasks().isEmpty()) {
                    pauseIfQuiet(turn);
                } else {
                    turn.effect(order(state, spec, graph, namespace, run.tasks()));
                }
            }
        }
    }

    private void enter(Turn turn, String namespace, DueTask task, TaskOutcome.Entered entered) {
        RunSpec spec = turn.state().activeSpec();
        Graph parent = graph(spec, namespace);
        Subgraph subgraph = parent == null
                ? null
                : parent.node(task.node()).map(NodeDefinition::subgraph).orElse(null);
        if (subgraph == null) {
            failed(turn, namespace, undeployed(spec, namespace));
            return;
        }
        String child = Namespaces.child(namespace, task, subgraph.memory());
        GraphState before = turn.state().graph(child);
        if (before.caller() != null) {
            RunError twice = new RunError(
                    "SubgraphBusyError",
                    ("subgraph %s keeps its state per thread and is in use already; call it once a step,"
                                    + " or let it live per call")
                            .formatted(task.node()));
            fail(turn, namespace, task.id(), twice);
            return;
        }
        Frontier frontier = Frontier.of(subgraph.graph(), before.waiting(), Arrival.from(Names.START, entered.next()));
        RunError misfit = Fit.of(before.values(), entered.updates(), entered.reduced());
        if (misfit != null) {
            fail(turn, namespace, task.id(), misfit);
            return;
        }
        boolean held = Pauses.before(subgraph.graph(), child, spec, frontier);
        turn.emit(new ThreadEvent.SubgraphEntered(
                namespace,
                task.id(),
                child,
                entered.updates(),
                entered.reduced(),
                frontier.next(),
                frontier.waiting(),
                held));
        handOut(turn, child);
    }

    /** Leads out of a subgraph: what its node comes to in the parent is found out by a task. */
    private void leave(Turn turn, String child, @Nullable RunError failure) {
        ThreadState state = turn.state();
        Caller caller = state.graph(child).caller();
        if (caller == null) {
            throw new IllegalStateException("nobody is in subgraph " + child);
        }
        DueTask task = Namespaces.callingTask(state, child);
        boolean busy = !Namespaces.quiet(state, child);
        turn.emit(new ThreadEvent.SubgraphLeft(caller.namespace(), task.id(), child, failure));
        if (busy) {
            turn.effect(new Effect.AbandonTasks(child));
        }
        RunSpec spec = state.activeSpec();
        Graph parent = graph(spec, caller.namespace());
        if (parent != null) {
            DueTask leaving =
                    turn.state().graph(caller.namespace()).dueTask(task.id()).orElseThrow();
            turn.effect(order(turn.state(), spec, parent, caller.namespace(), List.of(leaving)));
        }
    }

    /** The failure of a subgraph's task goes outwards to the first node that deals with failures; if none does, the run fails. */
    private void fail(Turn turn, String namespace, String task, RunError error) {
        String guarded = guardedBy(turn.state(), namespace);
        if (guarded != null) {
            leave(turn, guarded, error);
            return;
        }
        DueTask failed = turn.state().graph(namespace).dueTask(task).orElse(null);
        boolean alone = turn.state().openNamespaces().stream()
                .flatMap(open -> turn.state().graph(open).out().stream())
                .allMatch(out -> out.equals(failed));
        if (failed != null || !alone) {
            turn.emit(new ThreadEvent.TaskFailed(namespace, task, error));
        }
        if (alone) {
            turn.endActive(RunStatus.ERROR, error);
        } else {
            turn.effect(new Effect.StopTasks(turn.state().fence()));
        }
    }

    /** The innermost subgraph around a namespace whose calling task deals with its failure; null if there is none. */
    private @Nullable String guardedBy(ThreadState state, String namespace) {
        String inner = namespace;
        while (!inner.equals(ThreadState.ROOT)) {
            Caller caller = state.graph(inner).caller();
            if (caller == null) {
                return null;
            }
            DueTask task = Namespaces.callingTask(state, inner);
            Graph graph = graph(state.activeSpec(), caller.namespace());
            NodeDefinition node = graph == null ? null : graph.node(task.node()).orElse(null);
            boolean forgiven = task.sent() != null && task.sent().onFailure().kind() != OnFailure.Kind.FAIL;
            if (forgiven || (node != null && node.policy().onError() != null)) {
                return inner;
            }
            inner = caller.namespace();
        }
        return null;
    }

    private static void pauseIfQuiet(Turn turn) {
        if (Namespaces.quiet(turn.state(), ThreadState.ROOT)) {
            turn.endActive(RunStatus.SUCCESS, null);
        }
    }

    private static boolean isStepping(ThreadState state, String namespace) {
        return namespace.equals(ThreadState.ROOT)
                || (state.graph(namespace).caller() != null
                        && Namespaces.callingTask(state, namespace).stage() == DueTask.Stage.INSIDE);
    }

    private static Effect.RunTasks order(
            ThreadState state, RunSpec spec, Graph graph, String namespace, List<DueTask> tasks) {
        GraphState at = state.graph(namespace);
        Map<String, Visit> visits = new HashMap<>();
        Map<String, GraphState> children = new HashMap<>();
        for (DueTask task : tasks) {
            visits.put(task.visit(), at.visit(task));
            graph.node(task.node()).map(NodeDefinition::subgraph).ifPresent(subgraph -> {
                String child = Namespaces.child(namespace, task, subgraph.memory());
                children.put(task.id(), state.graph(child));
            });
        }
        return new Effect.RunTasks(
                spec.id(),
                namespace,
                tasks,
                state.epoch(),
                at.values(),
                at.nextStep(),
                spec.stepLimit() - at.steps(),
                visits,
                children,
                spec);
    }

    private static List<Ask> asks(DueTask task, TaskOutcome.Interrupted interrupted) {
        return interrupted.asks().stream()
                .map(asked -> new Ask(asked.key(), TaskIds.ask(task.visit(), asked.key()), asked.value(), null))
                .toList();
    }

    private @Nullable Graph graph(RunSpec spec, String namespace) {
        return graphs.find(spec.graphId(), spec.config())
                .flatMap(graph -> graph.within(namespace))
                .orElse(null);
    }

    private static RunError undeployed(RunSpec spec, String namespace) {
        return new RunError(
                "GraphChangedError",
                "graph %s has no subgraph at %s any more; deploy a version that has it, or edit the state"
                        .formatted(spec.graphId(), namespace));
    }
}
