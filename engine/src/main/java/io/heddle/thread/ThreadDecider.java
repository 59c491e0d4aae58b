package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.graph.ChangeRefused;
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
import io.heddle.step.StateDiff;
import io.heddle.step.Stepper;
import io.heddle.step.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a thread answers and what follows: every rule about runs, queues, steps and edits is here, as a function of the state,
 * the commands and the time. The actor that hosts a thread contains none.
 *
 * <p>Laws: at most one run is active; an accepted run reaches an end; a report with a closed fence changes nothing; one call
 * is one journal row. Read {@link ThreadEvolver} next.
 */
public final class ThreadDecider {
    private final GraphCatalog graphs;
    private final int queueLimit;
    private final ThreadViews views;

    /**
     * @param queueLimit runs that may wait on one thread
     */
    public ThreadDecider(GraphCatalog graphs, int queueLimit) {
        this.graphs = graphs;
        this.queueLimit = queueLimit;
        this.views = new ThreadViews(graphs);
    }

    /** Decides everything that waits, in order; each command sees what the ones before it did. */
    public Decision decideAll(ThreadState state, List<ThreadCommand> commands, long now) {
        Turn turn = new Turn(state, now);
        List<ThreadReply> replies = new ArrayList<>(commands.size());
        for (ThreadCommand command : commands) {
            replies.add(decide(turn, command));
        }
        return turn.decided(replies);
    }

    private ThreadReply decide(Turn turn, ThreadCommand command) {
        return switch (command) {
            case ThreadCommand.Create create -> create(turn, create);
            case ThreadCommand.Patch patch -> patch(turn, patch);
            case ThreadCommand.Delete delete -> delete(turn);
            case ThreadCommand.Start start -> start(turn, start);
            case ThreadCommand.Cancel cancel -> cancel(turn, cancel.run());
            case ThreadCommand.Edit edit -> edit(turn, edit);
            case ThreadCommand.TaskReported report -> reported(turn, report);
            case ThreadCommand.Reduced reduced -> reduced(turn, reduced);
            case ThreadCommand.BaseLoaded loaded -> baseLoaded(turn, loaded);
            case ThreadCommand.TasksStopped stopped -> tasksStopped(turn, stopped.fence());
            case ThreadCommand.TakeOver takeOver -> takeOver(turn);
        };
    }

    private ThreadReply create(Turn turn, ThreadCommand.Create create) {
        if (turn.state().exists()) {
            return create.orReturn()
                    ? thread(turn)
                    : new ThreadReply.Refused(
                            new Problem.ThreadExists(turn.state().key().thread()));
        }
        turn.emit(new ThreadEvent.ThreadCreated(create.metadata()));
        return thread(turn);
    }

    private ThreadReply patch(Turn turn, ThreadCommand.Patch patch) {
        if (!turn.state().exists()) {
            return unknown(turn);
        }
        turn.emit(new ThreadEvent.MetadataPatched(patch.metadata()));
        return thread(turn);
    }

    private ThreadReply delete(Turn turn) {
        ThreadState state = turn.state();
        if (!state.exists()) {
            return unknown(turn);
        }
        state.queue().forEach(run -> turn.emit(new ThreadEvent.RunEnded(run, RunStatus.INTERRUPTED, null)));
        if (state.active() != null) {
            turn.effect(new Effect.StopTasks(state.fence()));
            turn.emit(new ThreadEvent.RunEnded(state.active().id(), RunStatus.INTERRUPTED, null));
        }
        ThreadState last = turn.state();
        turn.emit(new ThreadEvent.ThreadDeleted(
                last.incarnation() + 1, last.epoch(), last.dispatches() + 1, last.tick()));
        return new ThreadReply.Done();
    }

    private ThreadReply start(Turn turn, ThreadCommand.Start start) {
        RunSpec spec = start.spec();
        Run known = turn.state().run(spec.id());
        if (known != null) {
            return known.digest().equals(spec.digest())
                    ? new ThreadReply.OfRun(views.run(turn.state(), known))
                    : new ThreadReply.Refused(new Problem.RunIdTaken(spec.id()));
        }
        if (!turn.state().exists() && !start.createThread()) {
            return unknown(turn);
        }
        Optional<Problem> full =
                RunQueue.refusal(turn.state(), spec.strategy() == MultitaskStrategy.REJECT, queueLimit);
        if (full.isPresent()) {
            return new ThreadReply.Refused(full.get());
        }
        if (!turn.state().exists()) {
            turn.emit(new ThreadEvent.ThreadCreated(spec.metadata()));
        }
        turn.emit(new ThreadEvent.RunQueued(spec));
        if (turn.state().active() == null) {
            advance(turn);
        }
        return run(turn, spec.id());
    }

    private ThreadReply cancel(Turn turn, RunId id) {
        ThreadState state = turn.state();
        Run run = state.run(id);
        if (run == null) {
            return new ThreadReply.Refused(state.exists() ? new Problem.RunNotFound(id) : unknown(state));
        }
        if (run.status() == RunStatus.PENDING) {
            turn.emit(new ThreadEvent.RunEnded(id, RunStatus.INTERRUPTED, null));
        } else if (state.active() != null
                && state.active().id().equals(id)
                && state.active().ending() == null) {
            turn.emit(new ThreadEvent.CancelRequested(id));
            turn.effect(new Effect.StopTasks(turn.state().fence()));
        }
        return run(turn, id);
    }

    private ThreadReply edit(Turn turn, ThreadCommand.Edit edit) {
        ThreadState state = turn.state();
        if (!state.exists()) {
            return unknown(turn);
        }
        Optional<Problem> busy = RunQueue.refusal(state, true, queueLimit);
        if (busy.isPresent()) {
            return new ThreadReply.Refused(busy.get());
        }
        Checkpoint head = state.root().head();
        CheckpointId headId = head == null ? null : head.id();
        if (!Objects.equals(headId, edit.expectedHead())) {
            return new ThreadReply.Outdated();
        }
        try {
            if (edit.base() != null) {
                rewind(turn, edit.base(), false);
            }
            Stepper.apply(turn.state().root().values(), edit.updates(), Map.of());
        } catch (ChangeRefused refused) {
            throw new IllegalStateException(
                    "an edit was not prepared against the state it is for: " + refused.reason(), refused);
        }
        turn.emit(new ThreadEvent.StateUpdated(
                ThreadState.ROOT,
                edit.updates(),
                edit.writers(),
                edit.next(),
                edit.source(),
                edit.author(),
                edit.reason()));
        Checkpoint made = turn.state().root().head();
        if (made == null) {
            throw new IllegalStateException("an edit made no checkpoint");
        }
        return new ThreadReply.OfCheckpoint(made.id());
    }

    private ThreadReply reported(Turn turn, ThreadCommand.TaskReported report) {
        ThreadState state = turn.state();
        GraphState graph = state.root();
        DueTask due = graph.dueTask(report.task()).orElse(null);
        ActiveRun active = state.active();
        if (active == null
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

    private ThreadReply reduced(Turn turn, ThreadCommand.Reduced reduced) {
        ActiveRun active = turn.state().active();
        if (active == null
                || active.ending() != null
                || !reduced.fence().equals(turn.state().fence())) {
            return new ThreadReply.Stale();
        }
        if (reduced.error() != null) {
            end(turn, RunStatus.ERROR, reduced.error());
            return new ThreadReply.Done();
        }
        switch (active.phase()) {
            case REDUCING_INPUT -> applyInput(turn, reduced.values());
            case STEPPING -> settle(turn, reduced.values());
            case LOADING_BASE -> {
                return new ThreadReply.Stale();
            }
        }
        return new ThreadReply.Done();
    }

    private ThreadReply baseLoaded(Turn turn, ThreadCommand.BaseLoaded loaded) {
        ActiveRun active = turn.state().active();
        if (active == null
                || active.ending() != null
                || active.phase() != ActiveRun.Phase.LOADING_BASE
                || !loaded.fence().equals(turn.state().fence())) {
            return new ThreadReply.Stale();
        }
        RunSpec spec = turn.state().activeSpec();
        if (loaded.base() == null) {
            end(
                    turn,
                    RunStatus.ERROR,
                    new RunError("CheckpointNotFound", "Checkpoint %s not found".formatted(spec.checkpoint())));
            return new ThreadReply.Done();
        }
        rewind(turn, loaded.base(), spec.input() == null);
        advance(turn);
        return new ThreadReply.Done();
    }

    private ThreadReply tasksStopped(Turn turn, Fence fence) {
        ActiveRun active = turn.state().active();
        if (active == null
                || active.ending() == null
                || !fence.equals(turn.state().fence())) {
            return new ThreadReply.Stale();
        }
        end(turn, active.ending().status(), active.ending().error());
        return new ThreadReply.Done();
    }

    private ThreadReply takeOver(Turn turn) {
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
    private void advance(Turn turn) {
        while (turn.state().busy()) {
            ThreadState state = turn.state();
            ActiveRun active = state.active();
            if (active == null) {
                RunId next = state.queue().getFirst();
                turn.emit(new ThreadEvent.RunStarted(
                        next, graphOf(state, next).map(Graph::version).orElse(0)));
                continue;
            }
            RunSpec spec = state.activeSpec();
            Graph graph = graphs.find(spec.graphId()).orElse(null);
            if (graph == null) {
                emitEnd(
                        turn,
                        RunStatus.ERROR,
                        new RunError(
                                "GraphChangedError",
                                "graph %s is not deployed here; deploy it, then run again".formatted(spec.graphId())));
                continue;
            }
            switch (active.phase()) {
                case LOADING_BASE -> {
                    CheckpointId base = spec.checkpoint();
                    if (base == null) {
                        throw new IllegalStateException("run %s loads a base it does not name".formatted(active.id()));
                    }
                    turn.effect(new Effect.LoadBase(state.fence(), base));
                    return;
                }
                case REDUCING_INPUT -> {
                    if (beginsOrWaits(turn, spec, graph)) {
                        return;
                    }
                }
                case STEPPING -> {
                    switch (Stepper.plan(graph, state.root(), active.steps(), spec.stepLimit())) {
                        case Plan.Finished finished -> emitEnd(turn, RunStatus.SUCCESS, null);
                        case Plan.Failed failed -> emitEnd(turn, RunStatus.ERROR, failed.error());
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
                            return;
                        }
                    }
                }
            }
        }
    }

    /** Brings a run's input in, or what it goes on from; true if reducers have to run first. */
    private boolean beginsOrWaits(Turn turn, RunSpec spec, Graph graph) {
        ThreadState state = turn.state();
        List<ChannelUpdate> input = spec.input();
        if (input == null) {
            if (state.root().head() == null) {
                emitEnd(
                        turn,
                        RunStatus.ERROR,
                        new RunError(
                                "EmptyInputError",
                                "the run has no input and thread %s has no state to go on from"
                                        .formatted(state.key().thread())));
            } else {
                turn.emit(new ThreadEvent.AttemptGranted(ThreadState.ROOT));
            }
            return false;
        }
        Map<String, List<JsonValue>> operands = Stepper.operands(input);
        if (!operands.isEmpty()) {
            turn.effect(
                    new Effect.Reduce(state.fence(), graph.id(), state.root().values(), operands));
            return true;
        }
        emitInput(turn, spec, input, Map.of(), graph);
        return false;
    }

    private void applyInput(Turn turn, Map<String, JsonValue> reduced) {
        RunSpec spec = turn.state().activeSpec();
        graphs.find(spec.graphId())
                .ifPresent(graph ->
                        emitInput(turn, spec, spec.input() == null ? List.of() : spec.input(), reduced, graph));
        advance(turn);
    }

    private void emitInput(
            Turn turn, RunSpec spec, List<ChannelUpdate> input, Map<String, JsonValue> reduced, Graph graph) {
        try {
            Stepper.apply(turn.state().root().values(), input, reduced);
            turn.emit(new ThreadEvent.InputApplied(ThreadState.ROOT, spec.id(), reduced, graph.start()));
        } catch (ChangeRefused refused) {
            emitEnd(turn, RunStatus.ERROR, new RunError("InvalidUpdateError", refused.reason()));
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

    private static void rewind(Turn turn, GraphState base, boolean forked) {
        Checkpoint there = base.head();
        if (there == null) {
            throw new IllegalStateException("a thread cannot go back to before its first checkpoint");
        }
        List<ChannelUpdate> changes = StateDiff.between(turn.state().root().values(), base.values());
        turn.emit(new ThreadEvent.Rewound(ThreadState.ROOT, there, base.due(), changes, forked));
    }

    private void end(Turn turn, RunStatus status, @Nullable RunError error) {
        emitEnd(turn, status, error);
        advance(turn);
    }

    private static void emitEnd(Turn turn, RunStatus status, @Nullable RunError error) {
        turn.emit(new ThreadEvent.RunEnded(turn.state().activeRun().id(), status, error));
    }

    private Optional<Graph> graphOf(ThreadState state, RunId id) {
        Run run = state.run(id);
        return run == null ? Optional.empty() : graphs.find(run.graphId());
    }

    private ThreadReply thread(Turn turn) {
        return new ThreadReply.OfThread(views.thread(turn.state()));
    }

    private ThreadReply run(Turn turn, RunId id) {
        Run run = turn.state().run(id);
        return run == null
                ? new ThreadReply.Refused(new Problem.RunNotFound(id))
                : new ThreadReply.OfRun(views.run(turn.state(), run));
    }

    private static ThreadReply unknown(Turn turn) {
        return new ThreadReply.Refused(unknown(turn.state()));
    }

    private static Problem unknown(ThreadState state) {
        return new Problem.ThreadNotFound(state.key().thread());
    }
}
