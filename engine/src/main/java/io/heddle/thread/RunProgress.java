package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.json.JsonValue;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the active run gets on: what the reports of its loader, its reducers and its tasks make of it, and what it has to wait
 * for next.
 *
 * <p>Law: after each of these, either nobody waits, or an effect is under way that will report. How a graph steps is said in
 * {@link Supersteps}.
 */
final class RunProgress {
    private final GraphCatalog graphs;
    private final Supersteps steps;

    RunProgress(GraphCatalog graphs) {
        this.graphs = graphs;
        this.steps = new Supersteps(graphs);
    }

    ThreadReply reported(Turn turn, ThreadCommand.TaskReported report) {
        DueTask due = outTask(turn.state(), report.namespace(), report.task(), report.fence());
        if (due == null) {
            return new ThreadReply.Stale();
        }
        ActiveRun.Ending ending =
                turn.state().active() == null ? null : turn.state().active().ending();
        if (ending != null) {
            boolean counts = ending.status() == RunStatus.ERROR;
            if (counts && report.outcome() instanceof TaskOutcome.Succeeded done && done.handoff() == null) {
                turn.emit(new ThreadEvent.TaskSucceeded(report.namespace(), due.id(), done));
            }
            return new ThreadReply.Done();
        }
        steps.ended(turn, report.namespace(), due, report.outcome());
        afterwards(turn);
        return new ThreadReply.Done();
    }

    ThreadReply recorded(Turn turn, ThreadCommand.RecordCall record) {
        DueTask due = outTask(turn.state(), record.namespace(), record.task(), record.fence());
        if (due == null) {
            return new ThreadReply.Stale();
        }
        JsonValue known =
                turn.state().graph(record.namespace()).visit(due).calls().get(record.call());
        if (known != null) {
            return new ThreadReply.Recorded(known);
        }
        turn.emit(new ThreadEvent.CallRecorded(record.namespace(), due.id(), record.call(), record.result()));
        return new ThreadReply.Recorded(record.result());
    }

    ThreadReply reduced(Turn turn, ThreadCommand.Reduced reduced) {
        ThreadState state = turn.state();
        GraphState graph = state.graph(reduced.namespace());
        ActiveRun active = state.active();
        if (active == null
                || active.ending() != null
                || active.phase() != ActiveRun.Phase.STEPPING
                || !graph.complete()
                || !reduced.fence().equals(Supersteps.fence(state, graph))) {
            return new ThreadReply.Stale();
        }
        if (reduced.error() != null) {
            steps.failed(turn, reduced.namespace(), reduced.error());
        } else {
            steps.settle(turn, reduced.namespace(), reduced.values());
        }
        afterwards(turn);
        return new ThreadReply.Done();
    }

    ThreadReply prepared(Turn turn, ThreadCommand.InputPrepared prepared) {
        ActiveRun active = waiting(turn.state(), prepared.fence());
        if (active == null || active.phase() != ActiveRun.Phase.PREPARING_INPUT) {
            return new ThreadReply.Stale();
        }
        Graph graph = graph(turn.state().activeSpec()).orElse(null);
        if (prepared.error() != null) {
            turn.endActive(RunStatus.ERROR, prepared.error());
        } else if (graph != null) {
            RunBeginning.prepared(turn, graph, prepared);
        }
        advance(turn);
        return new ThreadReply.Done();
    }

    ThreadReply baseLoaded(Turn turn, ThreadCommand.BaseLoaded loaded) {
        ActiveRun active = waiting(turn.state(), loaded.fence());
        if (active == null || active.phase() != ActiveRun.Phase.LOADING_BASE) {
            return new ThreadReply.Stale();
        }
        RunSpec spec = turn.state().activeSpec();
        GraphState base = loaded.base();
        if (base == null || (base.head() != null && turn.state().isHidden(base.head()))) {
            RunError error = loaded.error();
            turn.endActive(
                    RunStatus.ERROR,
                    error == null
                            ? new RunError("CheckpointNotFound", "Checkpoint %s not found".formatted(spec.checkpoint()))
                            : error);
        } else {
            RunError misfit = misfit(turn.state(), spec, loaded.namespace(), base);
            if (misfit == null) {
                turn.goBack(loaded.namespace(), base, spec.input() == null);
            } else {
                turn.endActive(RunStatus.ERROR, misfit);
            }
        }
        advance(turn);
        return new ThreadReply.Done();
    }

    /** Why a run cannot start from a state; null if it can. */
    private static @Nullable RunError misfit(ThreadState state, RunSpec spec, String namespace, GraphState base) {
        if (namespace.equals(ThreadState.ROOT)) {
            return spec.input() == null ? null : Fit.ofPlain(base.values(), spec.input());
        }
        if (spec.input() != null) {
            return new RunError(
                    "InvalidUpdateError",
                    "checkpoint %s is of %s, a graph inside, which takes its input from the graph around it; start without input"
                            .formatted(spec.checkpoint(), namespace));
        }
        return state.openNamespaces().contains(namespace)
                ? null
                : new RunError(
                        "CheckpointOutOfReach",
                        "checkpoint %s is of %s, which has been left; start from a checkpoint of the graph around it"
                                .formatted(spec.checkpoint(), namespace));
    }

    ThreadReply tasksStopped(Turn turn, Fence fence) {
        ActiveRun active = turn.state().active();
        if (active == null
                || active.ending() == null
                || !fence.equals(turn.state().fence())) {
            return new ThreadReply.Stale();
        }
        turn.endActive(active.ending().status(), active.ending().error());
        advance(turn);
        return new ThreadReply.Done();
    }

    ThreadReply takeOver(Turn turn) {
        ThreadState state = turn.state();
        if (!state.busy()) {
            return new ThreadReply.Done();
        }
        turn.emit(new ThreadEvent.RunClaimed(state.epoch() + 1));
        ActiveRun active = state.active();
        if (active != null && active.ending() != null) {
            turn.endActive(active.ending().status(), active.ending().error());
        }
        advance(turn);
        return new ThreadReply.Done();
    }

    /** Leads the active run, or the next waiting one, to where it has to wait for somebody else. */
    void advance(Turn turn) {
        boolean going = true;
        while (going && turn.state().busy()) {
            ActiveRun active = turn.state().active();
            if (active == null) {
                RunId next = turn.state().queue().getFirst();
                turn.emit(new ThreadEvent.RunStarted(next, version(turn.state(), next)));
                continue;
            }
            RunSpec spec = turn.state().activeSpec();
            Graph graph = graph(spec).orElse(null);
            if (graph == null) {
                turn.endActive(
                        RunStatus.ERROR, graphs.find(spec.graphId()).isEmpty() ? undeployed(spec) : unbuilt(spec));
                continue;
            }
            going = switch (active.phase()) {
                case LOADING_BASE -> RunBeginning.load(turn, spec);
                case PREPARING_INPUT -> RunBeginning.begin(turn, spec, graph);
                case STEPPING -> steps.resume(turn);
            };
        }
    }

    private void afterwards(Turn turn) {
        if (turn.state().active() == null) {
            advance(turn);
        }
    }

    /** The task that a fence hands out, if it is out. */
    private static @Nullable DueTask outTask(ThreadState state, String namespace, String id, Fence fence) {
        GraphState graph = state.graph(namespace);
        DueTask due = graph.dueTask(id).orElse(null);
        ActiveRun active = state.active();
        boolean open = active != null
                && active.phase() == ActiveRun.Phase.STEPPING
                && due != null
                && graph.standing(due) == GraphState.Standing.OUT
                && fence.equals(new Fence(state.epoch(), due.dispatch()));
        return open ? due : null;
    }

    /** The active run, if it goes on and {@code fence} is the open one. */
    private static @Nullable ActiveRun waiting(ThreadState state, Fence fence) {
        ActiveRun active = state.active();
        return active == null || active.ending() != null || !fence.equals(state.fence()) ? null : active;
    }

    private static RunError undeployed(RunSpec spec) {
        return new RunError(
                "GraphChangedError",
                "graph %s is not deployed here; deploy it, then run again".formatted(spec.graphId()));
    }

    private static RunError unbuilt(RunSpec spec) {
        return new RunError(
                "GraphChangedError",
                "graph %s could not be built of what the run is configured with; mend its definition, then run again"
                        .formatted(spec.graphId()));
    }

    private Optional<Graph> graph(RunSpec spec) {
        return graphs.find(spec.graphId(), spec.config());
    }

    private int version(ThreadState state, RunId id) {
        Run run = state.run(id);
        return run == null ? 0 : graphs.find(run.graphId()).map(Graph::version).orElse(0);
    }
}
