package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.api.MultitaskStrategy;
import io.heddle.api.Problem;
import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadTtl;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.Frontier;
import io.heddle.step.GraphState;
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
 * is one journal row. What clients ask is decided here, what work reports in {@link RunProgress}. Read {@link ThreadEvolver}
 * next.
 */
public final class ThreadDecider {
    private final GraphCatalog graphs;
    private final int queueLimit;
    private final @Nullable ThreadTtl usualTtl;
    private final ThreadViews views;
    private final RunProgress progress;

    /**
     * @param queueLimit runs that may wait on one thread
     */
    public ThreadDecider(GraphCatalog graphs, int queueLimit) {
        this(graphs, queueLimit, null);
    }

    /** @param usualTtl how long a thread lives if nobody says; null for ever */
    public ThreadDecider(GraphCatalog graphs, int queueLimit, @Nullable ThreadTtl usualTtl) {
        this.graphs = graphs;
        this.queueLimit = queueLimit;
        this.usualTtl = usualTtl;
        this.views = new ThreadViews(graphs);
        this.progress = new RunProgress(graphs);
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
            case ThreadCommand.Fork fork -> fork(turn, fork);
            case ThreadCommand.Patch patch -> patch(turn, patch);
            case ThreadCommand.Delete delete -> delete(turn);
            case ThreadCommand.Prune prune -> prune(turn);
            case ThreadCommand.Expire expire -> expire(turn);
            case ThreadCommand.Start start -> start(turn, start);
            case ThreadCommand.Cancel cancel -> cancel(turn, cancel);
            case ThreadCommand.Edit edit -> edit(turn, edit);
            case ThreadCommand.TaskReported report -> progress.reported(turn, report);
            case ThreadCommand.RecordCall record -> progress.recorded(turn, record);
            case ThreadCommand.InputPrepared prepared -> progress.prepared(turn, prepared);
            case ThreadCommand.Reduced reduced -> progress.reduced(turn, reduced);
            case ThreadCommand.BaseLoaded loaded -> progress.baseLoaded(turn, loaded);
            case ThreadCommand.TasksStopped stopped -> progress.tasksStopped(turn, stopped.fence());
            case ThreadCommand.TakeOver takeOver -> progress.takeOver(turn);
        };
    }

    private ThreadReply create(Turn turn, ThreadCommand.Create create) {
        if (turn.state().exists()) {
            return create.orReturn()
                    ? thread(turn)
                    : new ThreadReply.Refused(
                            new Problem.ThreadExists(turn.state().key().thread()));
        }
        born(turn, new ThreadEvent.ThreadCreated(create.metadata()), create.ttl());
        if (create.first() != null) {
            apply(turn, create.first());
        }
        return thread(turn);
    }

    private ThreadReply fork(Turn turn, ThreadCommand.Fork fork) {
        if (turn.state().exists()) {
            return new ThreadReply.Refused(
                    new Problem.ThreadExists(turn.state().key().thread()));
        }
        born(turn, new ThreadEvent.ThreadForked(fork.base()), null);
        return thread(turn);
    }

    private void born(Turn turn, ThreadEvent birth, @Nullable ThreadTtl ttl) {
        turn.emit(birth);
        ThreadTtl lifetime = ttl == null ? usualTtl : ttl;
        if (lifetime != null) {
            turn.emit(new ThreadEvent.TtlSet(lifetime));
        }
    }

    private ThreadReply patch(Turn turn, ThreadCommand.Patch patch) {
        if (!turn.state().exists()) {
            return unknown(turn);
        }
        boolean onlyTtl = patch.ttl() != null && patch.metadata().equals(JsonValue.EMPTY_OBJECT);
        if (!onlyTtl) {
            turn.emit(new ThreadEvent.MetadataPatched(patch.metadata()));
        }
        if (patch.ttl() != null) {
            turn.emit(new ThreadEvent.TtlSet(patch.ttl()));
        }
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
        turn.emit(new ThreadEvent.StateRebased(turn.state()));
        return new ThreadReply.Done();
    }

    private ThreadReply prune(Turn turn) {
        ThreadState state = turn.state();
        if (!state.exists()) {
            return unknown(turn);
        }
        Optional<Problem> busy = RunQueue.refusal(state, MultitaskStrategy.REJECT, queueLimit);
        if (busy.isPresent()) {
            return new ThreadReply.Refused(busy.get());
        }
        if (state.root().head() != null && state.sequence() > state.life().rebased()) {
            turn.emit(new ThreadEvent.StateRebased(state));
        }
        return thread(turn);
    }

    /** A thread that works, or that somebody owes an answer, is not over; nor is what it has come to lost. */
    private ThreadReply expire(Turn turn) {
        ThreadState state = turn.state();
        ThreadTtl ttl = state.life().ttl();
        Long end = state.expiresAt();
        if (!state.exists() || ttl == null || end == null || end > turn.now() || state.busy()) {
            return state.exists() ? thread(turn) : unknown(turn);
        }
        return switch (ttl.strategy()) {
            case DELETE -> state.openAsks().isEmpty() ? delete(turn) : thread(turn);
            case KEEP_LATEST -> prune(turn);
        };
    }

    private ThreadReply start(Turn turn, ThreadCommand.Start start) {
        RunSpec spec = start.spec();
        Run known = turn.state().run(spec.id());
        if (known != null) {
            return known.digest().equals(spec.digest())
                    ? run(turn, spec.id())
                    : new ThreadReply.Refused(new Problem.RunIdTaken(spec.id()));
        }
        if (!turn.state().exists() && !start.createThread()) {
            return unknown(turn);
        }
        Optional<Problem> full = RunQueue.refusal(turn.state(), spec.strategy(), queueLimit);
        if (full.isPresent()) {
            return new ThreadReply.Refused(full.get());
        }
        RunError unasked = unasked(turn.state(), spec);
        if (unasked != null) {
            return new ThreadReply.Refused(new Problem.AnswerRefused(unasked.message()));
        }
        if (!turn.state().exists()) {
            born(turn, new ThreadEvent.ThreadCreated(spec.metadata()), null);
        }
        Cancelling.makeRoom(turn, spec.strategy());
        turn.emit(new ThreadEvent.RunQueued(spec));
        if (turn.state().active() == null) {
            progress.advance(turn);
        }
        return run(turn, spec.id());
    }

    /** Why a run's answers are for no open question. Where others run before it, or it goes back, nobody can say yet. */
    private static @Nullable RunError unasked(ThreadState state, RunSpec spec) {
        Checkpoint head = state.root().head();
        boolean known = head != null
                && !state.busy()
                && (spec.checkpoint() == null || spec.checkpoint().equals(head.id()));
        return known && spec.orders() != null
                ? Answering.refusal(state, spec.orders().resume())
                : null;
    }

    private ThreadReply cancel(Turn turn, ThreadCommand.Cancel cancel) {
        ThreadState state = turn.state();
        RunId id = cancel.run();
        if (state.visibleRun(id) == null) {
            return new ThreadReply.Refused(state.exists() ? new Problem.RunNotFound(id) : unknown(state));
        }
        Cancelling.stop(turn, id, cancel.action());
        Run run = turn.state().run(id);
        return run == null ? unknown(turn) : new ThreadReply.OfRun(views.run(turn.state(), run));
    }

    private ThreadReply edit(Turn turn, ThreadCommand.Edit edit) {
        ThreadState state = turn.state();
        if (!state.exists()) {
            return unknown(turn);
        }
        Optional<Problem> busy = RunQueue.refusal(state, MultitaskStrategy.REJECT, queueLimit);
        if (busy.isPresent()) {
            return new ThreadReply.Refused(busy.get());
        }
        Checkpoint head = state.graph(edit.namespace()).head();
        CheckpointId headId = head == null ? null : head.id();
        if (!Objects.equals(headId, edit.expectedHead())) {
            return new ThreadReply.Outdated();
        }
        if (edit.base() != null
                && edit.base().head() != null
                && state.isHidden(edit.base().head())) {
            return new ThreadReply.Refused(new Problem.CheckpointNotFound(
                    state.key().thread(), edit.base().head().id()));
        }
        RunError misfit = misfit(state, edit);
        if (misfit != null) {
            return new ThreadReply.Refused(new Problem.UpdateFailed(misfit));
        }
        return new ThreadReply.OfCheckpoint(apply(turn, edit));
    }

    private static @Nullable RunError misfit(ThreadState state, ThreadCommand.Edit edit) {
        GraphState from = edit.base() == null ? state.graph(edit.namespace()) : edit.base();
        Values values = from.values();
        for (EditStep step : edit.steps()) {
            RunError misfit = Fit.of(values, step.updates(), Map.of());
            if (misfit != null) {
                return misfit;
            }
            values = step.applied(values);
        }
        return null;
    }

    /** The last checkpoint that an edit makes. */
    private CheckpointId apply(Turn turn, ThreadCommand.Edit edit) {
        String namespace = edit.namespace();
        if (edit.base() != null) {
            turn.goBack(namespace, edit.base(), false);
        }
        Graph graph = graph(turn.state(), namespace);
        for (EditStep step : edit.steps()) {
            Frontier frontier =
                    step.frontier(graph, turn.state().graph(namespace).waiting());
            turn.emit(new ThreadEvent.StateUpdated(
                    namespace,
                    step.updates(),
                    step.writers(),
                    frontier.next(),
                    frontier.waiting(),
                    step.source(),
                    step.author(),
                    step.reason()));
        }
        Checkpoint made = turn.state().graph(namespace).head();
        if (made == null) {
            throw new IllegalStateException("an edit made no checkpoint");
        }
        return made.id();
    }

    private @Nullable Graph graph(ThreadState state, String namespace) {
        String id = state.boundGraph();
        return id == null
                ? null
                : graphs.find(id, state.config())
                        .flatMap(graph -> graph.within(namespace))
                        .orElse(null);
    }

    private ThreadReply thread(Turn turn) {
        return new ThreadReply.OfThread(views.thread(turn.state()));
    }

    private ThreadReply run(Turn turn, RunId id) {
        Run run = turn.state().visibleRun(id);
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
