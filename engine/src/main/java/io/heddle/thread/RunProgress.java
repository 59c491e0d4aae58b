package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.Plan;
import io.heddle.step.Settlement;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the active run gets on: what the reports of its loader, its reducers and its tasks make of it, and what it has to wait
 * for next.
 *
 * <p>Law: after each of these, either nobody waits, or an effect is under way that will report.
 */
final class RunProgress {
    private final GraphCatalog graphs;

    RunProgress(GraphCatalog graphs) {
        this.graphs = graphs;
    }

    ThreadReply reported(Turn turn, ThreadCommand.TaskReported report) {
        ThreadState state = turn.state();
        GraphState graph = state.root();
        DueTask due = graph.dueTask(report.task()).orElse(null);
        ActiveRun active = state.active();
        if (active == null
                || active.phase() != ActiveRun.Phase.STEPPING
                || due == null
                || graph.finished().containsKey(due.id())
                || !report.fence().equals(new Fence(state.epoch(), due.dispatch()))) {
            return new ThreadReply.Stale();
        }
        ActiveRun.Ending ending = active.ending();
        if (ending != null) {
            if (ending.status() == RunStatus.ERROR && report.outcome() instanceof TaskOutcome.Succeeded done) {
                turn.emit(new ThreadEvent.TaskSucceeded(report.namespace(), due.id(), done));
            }
            return new ThreadReply.Done();
        }
        switch (report.outcome()) {
            case TaskOutcome.Succeeded done -> {
                turn.emit(new ThreadEvent.TaskSucceeded(report.namespace(), due.id(), done));
                if (turn.state().root().complete()) {
                    settle(turn, Map.of());
                }
            }
            case TaskOutcome.Failed failed -> {
                turn.emit(new ThreadEvent.TaskFailed(report.namespace(), due.id(), failed.error()));
                if (graph.open().size() == 1) {
                    end(turn, RunStatus.ERROR, failed.error());
                } else {
                    turn.effect(new Effect.StopTasks(turn.state().fence()));
                }
            }
            case TaskOutcome.Stopped stopped -> {}
        }
        return new ThreadReply.Done();
    }

    ThreadReply reduced(Turn turn, ThreadCommand.Reduced reduced) {
        ActiveRun active = waiting(turn.state(), reduced.fence());
        if (active == null) {
            return new ThreadReply.Stale();
        }
        boolean wanted = switch (active.phase()) {
            case LOADING_BASE -> false;
            case REDUCING_INPUT -> true;
            case STEPPING -> turn.state().root().complete();
        };
        if (!wanted) {
            return new ThreadReply.Stale();
        }
        if (reduced.error() != null) {
            end(turn, RunStatus.ERROR, reduced.error());
        } else if (active.phase() == ActiveRun.Phase.STEPPING) {
            settle(turn, reduced.values());
        } else {
            inputReduced(turn, reduced.values());
        }
        return new ThreadReply.Done();
    }

    ThreadReply baseLoaded(Turn turn, ThreadCommand.BaseLoaded loaded) {
        ActiveRun active = waiting(turn.state(), loaded.fence());
        if (active == null || active.phase() != ActiveRun.Phase.LOADING_BASE) {
            return new ThreadReply.Stale();
        }
        RunSpec spec = turn.state().activeSpec();
        GraphState base = loaded.base();
        if (base == null) {
            end(
                    turn,
                    RunStatus.ERROR,
                    new RunError("CheckpointNotFound", "Checkpoint %s not found".formatted(spec.checkpoint())));
            return new ThreadReply.Done();
        }
        RunError misfit = spec.input() == null ? null : Fit.ofPlain(base.values(), spec.input());
        if (misfit == null) {
            turn.goBack(base, spec.input() == null);
            advance(turn);
        } else {
            end(turn, RunStatus.ERROR, misfit);
        }
        return new ThreadReply.Done();
    }

    ThreadReply tasksStopped(Turn turn, Fence fence) {
        ActiveRun active = turn.state().active();
        if (active == null
                || active.ending() == null
                || !fence.equals(turn.state().fence())) {
            return new ThreadReply.Stale();
        }
        end(turn, active.ending().status(), active.ending().error());
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
            end(turn, active.ending().status(), active.ending().error());
        } else if (active != null && state.root().complete()) {
            settle(turn, Map.of());
        } else {
            advance(turn);
        }
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
            Graph graph = graphs.find(spec.graphId()).orElse(null);
            if (graph == null) {
                turn.endActive(
                        RunStatus.ERROR,
                        new RunError(
                                "GraphChangedError",
                                "graph %s is not deployed here; deploy it, then run again".formatted(spec.graphId())));
                continue;
            }
            going = switch (active.phase()) {
                case LOADING_BASE -> load(turn, spec);
                case REDUCING_INPUT -> begin(turn, spec, graph);
                case STEPPING -> step(turn, active, spec, graph);
            };
        }
    }

    private static boolean load(Turn turn, RunSpec spec) {
        CheckpointId base = spec.checkpoint();
        if (base == null) {
            throw new IllegalStateException("run %s loads a base it does not name".formatted(spec.id()));
        }
        turn.effect(new Effect.LoadBase(turn.state().fence(), base));
        return false;
    }

    /**
     * Brings a run's input in, or what it goes on from; false if reducers have to run first. Going on from a checkpoint that
     * is not the newest begins a branch of its own, since what is due there may have run before.
     */
    private static boolean begin(Turn turn, RunSpec spec, Graph graph) {
        ThreadState state = turn.state();
        List<ChannelUpdate> input = spec.input();
        if (input == null) {
            Checkpoint head = state.root().head();
            if (head == null) {
                turn.endActive(
                        RunStatus.ERROR,
                        new RunError(
                                "EmptyInputError",
                                "the run has no input and thread %s has no state to go on from"
                                        .formatted(state.key().thread())));
            } else {
                if (head.id().tick() < state.tick()) {
                    turn.goBack(state.root(), true);
                }
                turn.emit(new ThreadEvent.AttemptGranted(ThreadState.ROOT));
            }
            return true;
        }
        Map<String, List<JsonValue>> operands = Stepper.operands(input);
        if (!operands.isEmpty()) {
            turn.effect(
                    new Effect.Reduce(state.fence(), graph.id(), state.root().values(), operands));
            return false;
        }
        apply(turn, spec, input, Map.of(), graph);
        return true;
    }

    /** Says what the superstep needs, if there is one; false if tasks have been handed out. */
    private static boolean step(Turn turn, ActiveRun active, RunSpec spec, Graph graph) {
        ThreadState state = turn.state();
        return switch (Stepper.plan(graph, state.root(), active.steps(), spec.stepLimit())) {
            case Plan.Finished finished -> {
                turn.endActive(RunStatus.SUCCESS, null);
                yield true;
            }
            case Plan.Failed failed -> {
                turn.endActive(RunStatus.ERROR, failed.error());
                yield true;
            }
            case Plan.Run run -> {
                turn.effect(new Effect.RunTasks(
                        active.id(),
                        ThreadState.ROOT,
                        run.tasks(),
                        state.epoch(),
                        state.root().values(),
                        state.root().nextStep(),
                        spec.stepLimit() - active.steps(),
                        spec));
                yield false;
            }
        };
    }

    private void inputReduced(Turn turn, Map<String, JsonValue> reduced) {
        RunSpec spec = turn.state().activeSpec();
        List<ChannelUpdate> input = spec.input() == null ? List.of() : spec.input();
        graphs.find(spec.graphId()).ifPresent(graph -> apply(turn, spec, input, reduced, graph));
        advance(turn);
    }

    private static void apply(
            Turn turn, RunSpec spec, List<ChannelUpdate> input, Map<String, JsonValue> reduced, Graph graph) {
        RunError misfit = Fit.of(turn.state().root().values(), input, reduced);
        if (misfit == null) {
            turn.emit(new ThreadEvent.InputApplied(ThreadState.ROOT, spec.id(), reduced, graph.start()));
        } else {
            turn.endActive(RunStatus.ERROR, misfit);
        }
    }

    private void settle(Turn turn, Map<String, JsonValue> reduced) {
        ThreadState state = turn.state();
        switch (Stepper.settle(state.root(), reduced)) {
            case Settlement.Settled settled -> {
                turn.emit(new ThreadEvent.StepCommitted(ThreadState.ROOT, settled.reduced(), settled.next()));
                advance(turn);
            }
            case Settlement.Unreduced unreduced ->
                turn.effect(new Effect.Reduce(
                        state.fence(),
                        state.activeSpec().graphId(),
                        state.root().values(),
                        unreduced.operands()));
            case Settlement.Refused refused -> end(turn, RunStatus.ERROR, refused.error());
        }
    }

    private void end(Turn turn, RunStatus status, @Nullable RunError error) {
        turn.endActive(status, error);
        advance(turn);
    }

    /** The active run, if it goes on and {@code fence} is the open one. */
    private static @Nullable ActiveRun waiting(ThreadState state, Fence fence) {
        ActiveRun active = state.active();
        return active == null || active.ending() != null || !fence.equals(state.fence()) ? null : active;
    }

    private int version(ThreadState state, RunId id) {
        Run run = state.run(id);
        return run == null ? 0 : graphs.find(run.graphId()).map(Graph::version).orElse(0);
    }
}
