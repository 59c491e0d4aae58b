package io.heddle.thread;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.Caller;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import io.heddle.step.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an event makes of a state. Total over everything the decider has ever written; no user code, no graph, no clock, so
 * that recovery, time travel and golden files depend on the engine alone.
 */
public final class ThreadEvolver {
    private ThreadEvolver() {}

    /** Applies a whole row. */
    public static ThreadState evolve(ThreadState state, ThreadRow row) {
        ThreadState start = row.begin(state);
        ThreadState next = start;
        for (int i = row.first(state); i < row.events().size(); i++) {
            next = evolve(next, row.events().get(i), new Position(start.sequence() + 1, i, row.at()));
        }
        return closeRow(next);
    }

    /** Counts the row whose events have been applied one by one. */
    public static ThreadState closeRow(ThreadState state) {
        ThreadStateBuilder next = state.change();
        next.sequence++;
        return next.build();
    }

    /** Applies one event of the row that is being made or replayed. */
    public static ThreadState evolve(ThreadState state, ThreadEvent event, Position position) {
        ThreadStateBuilder next = state.change();
        next.updatedAt = position.at();
        switch (event) {
            case ThreadEvent.ThreadCreated created -> {
                next.exists = true;
                next.createdAt = position.at();
                next.stateUpdatedAt = position.at();
                next.metadata = created.metadata();
            }
            case ThreadEvent.MetadataPatched patched -> next.metadata = merged(next.metadata, patched.metadata());
            case ThreadEvent.ThreadDeleted deleted -> {
                return Beginnings.tombstone(state, deleted, position);
            }
            case ThreadEvent.TtlSet set -> next.life = next.life.lasting(set.ttl(), position.at());
            case ThreadEvent.ThreadForked forked -> Beginnings.fork(next, forked.base(), position);
            case ThreadEvent.StateRebased rebased -> {
                return Beginnings.rebase(rebased.state(), position);
            }
            case ThreadEvent.RunQueued queued -> {
                Run run = Run.accepted(queued.spec(), position.at());
                next.put(run);
                next.order = next.order.plus(run.id());
                next.queue = next.queue.plus(run.id());
            }
            case ThreadEvent.RunStarted started -> start(next, started, position);
            case ThreadEvent.RunClaimed claimed -> claim(next, claimed, position);
            case ThreadEvent.InputApplied applied -> applyInput(next, applied, position);
            case ThreadEvent.OrdersApplied applied -> applyOrders(next, applied, position);
            case ThreadEvent.AttemptGranted granted -> {
                handOut(
                        next,
                        granted.namespace(),
                        next.graph(granted.namespace()).steps(0),
                        true);
                next.active = next.active().in(ActiveRun.Phase.STEPPING);
            }
            case ThreadEvent.TaskSucceeded done ->
                next.put(done.namespace(), next.graph(done.namespace()).withFinished(done.task(), done.outcome()));
            case ThreadEvent.CallRecorded recorded -> {
                GraphState graph = next.graph(recorded.namespace());
                next.put(
                        recorded.namespace(),
                        graph.recorded(due(graph, recorded.task()), recorded.call(), recorded.result()));
            }
            case ThreadEvent.TaskInterrupted interrupted -> {
                GraphState graph = next.graph(interrupted.namespace());
                next.put(interrupted.namespace(), graph.asked(due(graph, interrupted.task()), interrupted.asks()));
            }
            case ThreadEvent.AskAnswered answered -> {
                GraphState graph = next.graph(answered.namespace());
                next.put(
                        answered.namespace(),
                        graph.answered(due(graph, answered.task()), answered.key(), answered.answer()));
            }
            case ThreadEvent.SubgraphEntered entered -> enter(next, entered, position);
            case ThreadEvent.SubgraphLeft left -> leave(next, left);
            case ThreadEvent.TaskFailed failed -> {
                GraphState graph = next.graph(failed.namespace());
                if (graph.dueTask(failed.task()).isPresent()) {
                    next.put(failed.namespace(), graph.withFailed(failed.task(), failed.error()));
                }
                next.active = next.active().ending(ActiveRun.Ending.failed(failed.error()));
            }
            case ThreadEvent.StepCommitted committed -> commit(next, committed, position);
            case ThreadEvent.CancelRequested cancel ->
                next.active = next.active().ending(ActiveRun.Ending.CANCELLED);
            case ThreadEvent.RollbackRequested rollback ->
                next.active = next.active().ending(ActiveRun.Ending.ROLLED_BACK);
            case ThreadEvent.RunsHidden hidden ->
                hidden.runs().forEach(run -> next.put(next.run(run).hide()));
            case ThreadEvent.RunEnded ended -> end(next, ended, position);
            case ThreadEvent.StateUpdated updated -> update(next, updated, position);
            case ThreadEvent.Rewound rewound -> rewind(next, rewound, position);
        }
        return next.build();
    }

    private static void start(ThreadStateBuilder next, ThreadEvent.RunStarted started, Position position) {
        Run run = next.run(started.run()).started(position, next.place(started.run(), position));
        RunSpec spec = run.spec();
        Footing footing = Footing.of(next);
        next.put(run);
        next.queue = next.queue.minus(started.run());
        next.graphId = run.graphId();
        next.dispatches++;
        if (spec != null) {
            next.config = spec.config();
            next.metadata = withGraph(next.metadata, run);
        }
        CheckpointId base = spec == null ? null : spec.checkpoint();
        ActiveRun.Phase phase = base == null || isWhereItStands(next, base)
                ? ActiveRun.Phase.PREPARING_INPUT
                : ActiveRun.Phase.LOADING_BASE;
        next.active = new ActiveRun(run.id(), phase, position.sequence(), null, footing);
    }

    /** Whether the graph, or one inside it that is not left, stands at a checkpoint. */
    private static boolean isWhereItStands(ThreadStateBuilder next, CheckpointId checkpoint) {
        return next.graphs.entrySet().stream()
                .filter(graph -> graph.getKey().equals(ThreadState.ROOT)
                        || graph.getValue().caller() != null)
                .map(graph -> graph.getValue().head())
                .anyMatch(head -> head != null && head.id().equals(checkpoint));
    }

    private static void claim(ThreadStateBuilder next, ThreadEvent.RunClaimed claimed, Position position) {
        next.epoch = claimed.epoch();
        if (next.active != null) {
            next.put(next.run(next.active.id()).takenOver(position.at()));
            next.lastPlace++;
            if (next.active.phase() == ActiveRun.Phase.STEPPING) {
                for (String namespace : new TreeSet<>(next.graphs.keySet())) {
                    handOut(next, namespace, next.graph(namespace), false);
                }
            }
        }
    }

    private static void applyInput(ThreadStateBuilder next, ThreadEvent.InputApplied applied, Position position) {
        GraphState graph = next.graph(applied.namespace());
        RunSpec spec = next.run(applied.run()).spec();
        List<ChannelUpdate> first = new ArrayList<>(applied.carried() ? graph.leftovers() : List.of());
        first.addAll(applied.closing());
        if (spec != null && spec.input() != null) {
            first.addAll(spec.input());
        }
        Values values = Stepper.apply(graph.values().faded(), first, applied.reduced());
        begin(
                next,
                applied.namespace(),
                graph,
                values,
                applied.next(),
                applied.waiting(),
                applied.held(),
                new Birth(next, applied.run(), position));
        next.active = next.active().in(ActiveRun.Phase.STEPPING);
    }

    private static void enter(ThreadStateBuilder next, ThreadEvent.SubgraphEntered entered, Position position) {
        GraphState parent = next.graph(entered.namespace());
        DueTask task = due(parent, entered.task());
        next.put(entered.namespace(), parent.with(task.in(DueTask.Stage.INSIDE)));
        GraphState child = next.graph(entered.child()).calledBy(new Caller(entered.namespace(), task.visit()));
        begin(
                next,
                entered.child(),
                child,
                Stepper.apply(child.values().faded(), entered.updates(), entered.reduced()),
                entered.next(),
                entered.waiting(),
                entered.held(),
                new Birth(next, next.active().id(), position));
    }

    private static void begin(
            ThreadStateBuilder next,
            String namespace,
            GraphState graph,
            Values values,
            List<Destination> first,
            Waiting waiting,
            boolean held,
            Birth birth) {
        Checkpoint input = birth.checkpoint(graph.head(), Checkpoint.Source.INPUT, List.of());
        Checkpoint loop = birth.checkpoint(input, Checkpoint.Source.LOOP, List.of(Names.START));
        List<DueTask> due = Stepper.due(next.key, first, loop.id(), namespace);
        GraphState begun = graph.at(loop, values, due, waiting).steps(0).unfolded();
        if (held) {
            next.put(namespace, begun);
        } else {
            handOut(next, namespace, begun, true);
        }
        Namespaces.prune(next);
    }

    private static void applyOrders(ThreadStateBuilder next, ThreadEvent.OrdersApplied applied, Position position) {
        GraphState graph = next.graph(applied.namespace());
        RunSpec spec = next.run(applied.run()).spec();
        RunOrders orders = spec == null ? null : spec.orders();
        Values closed = Stepper.apply(graph.values(), applied.closing(), Map.of());
        Values values = orders == null ? closed : Stepper.apply(closed, orders.updates(), applied.reduced());
        GraphState ordered = orders != null && orders.resume() != null
                ? graph
                : graph.under(new Birth(next, applied.run(), position)
                        .checkpoint(graph.head(), Checkpoint.Source.INPUT, List.of()));
        List<DueTask> due = new ArrayList<>(applied.dropped() ? List.of() : graph.due());
        if (ordered.head() != null) {
            String place = applied.namespace() + "+" + next.dispatches;
            for (DueTask task :
                    Stepper.due(next.key, applied.next(), ordered.head().id(), place)) {
                if (task.sent() != null || due.stream().noneMatch(known -> isNode(known, task.node()))) {
                    due.add(task);
                }
            }
        }
        due.sort(Comparator.comparing((DueTask task) -> task.sent() == null ? task.node() : "~"));
        next.put(applied.namespace(), ordered.with(values, due, applied.waiting()));
        Namespaces.prune(next);
    }

    private static boolean isNode(DueTask task, String node) {
        return task.sent() == null && task.node().equals(node);
    }

    private static void leave(ThreadStateBuilder next, ThreadEvent.SubgraphLeft left) {
        next.put(left.child(), next.graph(left.child()).stopped(left.failure()));
        GraphState parent = next.graph(left.namespace());
        DueTask task = due(parent, left.task()).in(DueTask.Stage.LEAVING).numbered(++next.dispatches);
        next.put(left.namespace(), parent.with(task));
        Namespaces.prune(next);
    }

    private static void commit(ThreadStateBuilder next, ThreadEvent.StepCommitted committed, Position position) {
        GraphState graph = next.graph(committed.namespace());
        List<String> writers = graph.dueNodes();
        Values values = Stepper.apply(graph, committed.reduced());
        Checkpoint head =
                new Birth(next, next.active().id(), position).checkpoint(graph.head(), Checkpoint.Source.LOOP, writers);
        List<DueTask> due = Stepper.due(next.key, committed.next(), head.id(), committed.namespace());
        GraphState stepped = graph.at(head, values, due, committed.waiting()).steps(graph.steps() + 1);
        if (graph.caller() != null) {
            stepped = stepped.folding(Stepper.operands(graph.leftovers()));
        }
        if (committed.held()) {
            next.put(committed.namespace(), stepped);
        } else {
            handOut(next, committed.namespace(), stepped, true);
        }
        Namespaces.prune(next);
    }

    private static void update(ThreadStateBuilder next, ThreadEvent.StateUpdated updated, Position position) {
        GraphState graph = next.graph(updated.namespace());
        Values start = updated.source() == Checkpoint.Source.FORK
                ? graph.values()
                : graph.values().faded();
        Values values = Stepper.apply(start, updated.updates(), Map.of());
        List<String> writers = updated.writers().isEmpty() && graph.head() != null
                ? graph.head().writers()
                : updated.writers();
        Birth birth = new Birth(next, null, position);
        Checkpoint head = updated.source() == Checkpoint.Source.FORK && graph.head() != null
                ? birth.copy(graph.head())
                : birth.checkpoint(graph.head(), updated.source(), writers);
        List<DueTask> earlier = new ArrayList<>(graph.due());
        earlier.removeIf(task -> updated.writers().contains(task.node()));
        List<DueTask> due = Stepper.due(next.key, updated.next(), head.id(), updated.namespace()).stream()
                .map(task -> stillDue(earlier, task).map(task::visitedAs).orElse(task))
                .toList();
        next.put(updated.namespace(), graph.at(head, values, due, updated.waiting()));
        next.nextPlace(position);
        Namespaces.prune(next);
        boolean root = updated.namespace().equals(ThreadState.ROOT);
        if (root && next.rest == ThreadStatus.INTERRUPTED && updated.next().isEmpty()) {
            next.rest = ThreadStatus.IDLE;
        }
    }

    private static void rewind(ThreadStateBuilder next, ThreadEvent.Rewound rewound, Position position) {
        GraphState graph = next.graph(rewound.namespace());
        Values values = Stepper.apply(graph.values(), rewound.changes(), Map.of());
        Checkpoint head = rewound.head();
        if (rewound.forked()) {
            RunId run = next.active == null ? null : next.active.id();
            head = new Birth(next, run, position).checkpoint(head, Checkpoint.Source.FORK, head.writers());
        }
        String place = rewound.namespace() + "@" + position.sequence() + "." + position.index();
        List<DueTask> due = Stepper.due(next.key, rewound.next(), head.id(), place);
        next.put(rewound.namespace(), graph.at(head, values, due, rewound.waiting()));
        Namespaces.prune(next);
        if (next.active != null && next.active.phase() == ActiveRun.Phase.LOADING_BASE) {
            next.active = next.active.in(ActiveRun.Phase.PREPARING_INPUT);
        }
    }

    private static void end(ThreadStateBuilder next, ThreadEvent.RunEnded ended, Position position) {
        Run run = next.run(ended.run());
        long place = run.place() == 0 ? next.place(run.id(), position) : run.place();
        next.put(run.ended(ended.status(), ended.error(), position, place));
        next.queue = next.queue.minus(ended.run());
        ActiveRun active = next.active;
        if (active == null || !active.id().equals(ended.run())) {
            return;
        }
        for (String namespace : new TreeSet<>(next.graphs.keySet())) {
            GraphState graph = next.graph(namespace);
            if (graph.complete()) {
                next.put(namespace, graph.undone());
            }
        }
        next.forgetUntracked();
        next.active = null;
        next.dispatches++;
        next.error = ended.error();
        next.rest = rest(ended.status(), !next.graph(ThreadState.ROOT).due().isEmpty());
        if (active.isUndone()) {
            active.footing().restore(next);
            next.stateUpdatedAt = position.at();
        }
    }

    private static ThreadStatus rest(RunStatus status, boolean due) {
        return switch (status) {
            case SUCCESS -> due ? ThreadStatus.INTERRUPTED : ThreadStatus.IDLE;
            case ERROR, TIMEOUT -> ThreadStatus.ERROR;
            case INTERRUPTED, PENDING, RUNNING -> ThreadStatus.IDLE;
        };
    }

    /**
     * Gives each task that can run a new dispatch number and a further attempt, and closes its earlier fence.
     *
     * @param heldToo whether those that the run paused before are handed out too
     */
    private static void handOut(ThreadStateBuilder next, String namespace, GraphState graph, boolean heldToo) {
        next.put(namespace, graph.handedOut(next.dispatches + 1, heldToo));
        next.dispatches += graph.due().size() + 1L;
    }

    /** The task that was due in the place of {@code task} before; each is found once. */
    private static Optional<DueTask> stillDue(List<DueTask> earlier, DueTask task) {
        Optional<DueTask> found = earlier.stream()
                .filter(known -> known.node().equals(task.node()) && Objects.equals(known.sent(), task.sent()))
                .findFirst();
        found.ifPresent(earlier::remove);
        return found;
    }

    private static DueTask due(GraphState graph, String task) {
        return graph.dueTask(task).orElseThrow(() -> new IllegalStateException("task " + task + " is not due"));
    }

    private static JsonValue withGraph(JsonValue metadata, Run run) {
        return metadata.with("graph_id", JsonValue.ofString(run.graphId()))
                .with("assistant_id", JsonValue.ofString(run.assistant().value()));
    }

    private static JsonValue merged(JsonValue metadata, JsonValue more) {
        ObjectNode merged = metadata.node().deepCopy();
        merged.setAll((ObjectNode) more.node());
        return JsonValue.of(merged);
    }
}
