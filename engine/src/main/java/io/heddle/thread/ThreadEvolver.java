package io.heddle.thread;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.step.Stepper;
import java.util.List;
import java.util.Map;

/**
 * What an event makes of a state. Total over everything the decider has ever written; no user code, no graph, no clock, so
 * that recovery, time travel and golden files depend on the engine alone.
 */
public final class ThreadEvolver {
    private ThreadEvolver() {}

    /** Applies a whole row. */
    public static ThreadState evolve(ThreadState state, ThreadRow row) {
        ThreadState next = state;
        for (int i = 0; i < row.events().size(); i++) {
            next = evolve(next, row.events().get(i), new Position(state.sequence() + 1, i, row.at()));
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
                return tombstone(state, deleted, position);
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
            case ThreadEvent.AttemptGranted granted -> {
                next.put(granted.namespace(), handOut(next, next.graph(granted.namespace())));
                next.active = next.active().in(ActiveRun.Phase.STEPPING);
            }
            case ThreadEvent.TaskSucceeded done ->
                next.put(done.namespace(), next.graph(done.namespace()).withFinished(done.task(), done.outcome()));
            case ThreadEvent.TaskFailed failed ->
                next.active = next.active().ending(new ActiveRun.Ending(RunStatus.ERROR, failed.error()));
            case ThreadEvent.StepCommitted committed -> commit(next, committed, position);
            case ThreadEvent.CancelRequested cancel ->
                next.active = next.active().ending(new ActiveRun.Ending(RunStatus.INTERRUPTED, null));
            case ThreadEvent.RunEnded ended -> end(next, ended, position);
            case ThreadEvent.StateUpdated updated -> update(next, updated, position);
            case ThreadEvent.Rewound rewound -> rewind(next, rewound, position);
        }
        return next.build();
    }

    private static ThreadState tombstone(ThreadState state, ThreadEvent.ThreadDeleted deleted, Position position) {
        ThreadStateBuilder empty = new ThreadStateBuilder(state.key());
        empty.sequence = state.sequence();
        empty.incarnation = deleted.incarnation();
        empty.epoch = deleted.epoch();
        empty.dispatches = deleted.dispatches();
        empty.tick = deleted.tick();
        empty.updatedAt = position.at();
        return empty.build();
    }

    private static void start(ThreadStateBuilder next, ThreadEvent.RunStarted started, Position position) {
        Run run = next.run(started.run()).started(position.at());
        RunSpec spec = run.spec();
        next.put(run);
        next.queue = next.queue.minus(started.run());
        next.graphId = run.graphId();
        next.dispatches++;
        if (spec != null) {
            next.config = spec.config();
            next.metadata = withGraph(next.metadata, run);
        }
        Checkpoint head = next.graph(ThreadState.ROOT).head();
        CheckpointId base = spec == null ? null : spec.checkpoint();
        ActiveRun.Phase phase = base == null || (head != null && head.id().equals(base))
                ? ActiveRun.Phase.REDUCING_INPUT
                : ActiveRun.Phase.LOADING_BASE;
        next.active = new ActiveRun(run.id(), phase, 0, position.sequence(), null);
    }

    private static void claim(ThreadStateBuilder next, ThreadEvent.RunClaimed claimed, Position position) {
        next.epoch = claimed.epoch();
        if (next.active != null) {
            next.put(next.run(next.active.id()).takenOver(position.at()));
            if (next.active.phase() == ActiveRun.Phase.STEPPING) {
                next.put(ThreadState.ROOT, handOut(next, next.graph(ThreadState.ROOT)));
            }
        }
    }

    private static void applyInput(ThreadStateBuilder next, ThreadEvent.InputApplied applied, Position position) {
        GraphState graph = next.graph(applied.namespace());
        RunSpec spec = next.run(applied.run()).spec();
        Values values = spec == null || spec.input() == null
                ? graph.values()
                : Stepper.apply(graph.values().faded(), spec.input(), applied.reduced());
        Birth birth = new Birth(next, applied.run(), position);
        Checkpoint input = birth.checkpoint(graph.head(), Checkpoint.Source.INPUT, List.of());
        Checkpoint first = birth.checkpoint(input, Checkpoint.Source.LOOP, List.of(Names.START));
        List<DueTask> due = handedOut(next, applied.namespace(), first, applied.next());
        next.put(applied.namespace(), graph.at(first, values, due));
        next.active = next.active().in(ActiveRun.Phase.STEPPING);
    }

    private static void commit(ThreadStateBuilder next, ThreadEvent.StepCommitted committed, Position position) {
        GraphState graph = next.graph(committed.namespace());
        List<String> writers = graph.due().stream().map(DueTask::node).toList();
        Values values = Stepper.apply(graph, committed.reduced());
        Checkpoint head =
                new Birth(next, next.active().id(), position).checkpoint(graph.head(), Checkpoint.Source.LOOP, writers);
        List<DueTask> due = handedOut(next, committed.namespace(), head, committed.next());
        next.put(committed.namespace(), graph.at(head, values, due));
        next.active = next.active().stepped();
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
        List<DueTask> due = Stepper.due(next.key, updated.next(), head.id(), updated.namespace()).stream()
                .map(task -> graph.dueNode(task.node())
                        .filter(earlier -> !updated.writers().contains(earlier.node()))
                        .map(task::visitedAs)
                        .orElse(task))
                .toList();
        next.put(updated.namespace(), graph.at(head, values, due));
        if (next.rest == ThreadStatus.INTERRUPTED && updated.next().isEmpty()) {
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
        next.put(rewound.namespace(), graph.at(head, values, Stepper.due(next.key, rewound.next(), head.id(), place)));
        if (next.active != null && next.active.phase() == ActiveRun.Phase.LOADING_BASE) {
            next.active = next.active.in(ActiveRun.Phase.REDUCING_INPUT);
        }
    }

    private static void end(ThreadStateBuilder next, ThreadEvent.RunEnded ended, Position position) {
        next.put(next.run(ended.run()).ended(ended.status(), ended.error(), position.at()));
        next.queue = next.queue.minus(ended.run());
        if (next.active == null || !next.active.id().equals(ended.run())) {
            return;
        }
        GraphState root = next.graph(ThreadState.ROOT);
        if (root.complete()) {
            next.put(ThreadState.ROOT, root.at(root.head(), root.values(), root.due()));
        }
        next.forgetUntracked();
        next.active = null;
        next.dispatches++;
        next.error = ended.error();
        next.rest = rest(ended.status(), !next.graph(ThreadState.ROOT).due().isEmpty());
    }

    private static ThreadStatus rest(RunStatus status, boolean due) {
        return switch (status) {
            case SUCCESS -> due ? ThreadStatus.INTERRUPTED : ThreadStatus.IDLE;
            case ERROR, TIMEOUT -> ThreadStatus.ERROR;
            case INTERRUPTED, PENDING, RUNNING -> ThreadStatus.IDLE;
        };
    }

    private static List<DueTask> handedOut(
            ThreadStateBuilder next, String namespace, Checkpoint at, List<String> nodes) {
        GraphState there = GraphState.EMPTY.at(at, Values.EMPTY, Stepper.due(next.key, nodes, at.id(), namespace));
        return handOut(next, there).due();
    }

    /** Gives each open task a new dispatch number and a further attempt, and closes every earlier fence. */
    private static GraphState handOut(ThreadStateBuilder next, GraphState graph) {
        GraphState handedOut = graph.handedOut(next.dispatches + 1);
        next.dispatches += graph.due().size() + 1L;
        return handedOut;
    }

    private static JsonValue withGraph(JsonValue metadata, Run run) {
        ObjectNode merged = metadata.node().deepCopy();
        merged.put("graph_id", run.graphId());
        merged.put("assistant_id", run.assistant().value());
        return JsonValue.of(merged);
    }

    private static JsonValue merged(JsonValue metadata, JsonValue more) {
        ObjectNode merged = metadata.node().deepCopy();
        merged.setAll((ObjectNode) more.node());
        return JsonValue.of(merged);
    }
}
