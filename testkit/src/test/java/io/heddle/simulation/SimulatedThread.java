package io.heddle.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.codec.SnapshotCodec;
import io.heddle.graph.ChannelValue;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import io.heddle.thread.Decision;
import io.heddle.thread.Position;
import io.heddle.thread.StreamProjection;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadDecider;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadInvariants;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A thread and its journal of bytes, hosted as an actor would, with a witness who watches every event: what must hold after
 * each event, after each row, and of the whole story.
 */
final class SimulatedThread {
    private static final int QUEUE_LIMIT = 3;
    private static final ThreadKey KEY = ThreadKey.of("simulated");

    private final ThreadDecider decider = new ThreadDecider(ScriptedGraphs.CATALOG, QUEUE_LIMIT);
    private final StreamProjection projection = new StreamProjection(ScriptedGraphs.CATALOG);
    private final EventCodec codec = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();

    private final List<byte[]> journal = new ArrayList<>();
    private final Map<Long, byte[]> saved = new TreeMap<>();
    private ThreadState state = ThreadState.unborn(KEY);
    private ThreadState witness = state;

    private final Flaw flaw;
    private final Set<RunId> deleted = new HashSet<>();
    private final Set<RunId> hidden = new HashSet<>();
    private final Map<RunId, Integer> queued = new LinkedHashMap<>();
    private final Map<RunId, Integer> ended = new HashMap<>();
    private final Map<RunId, RunStatus> outcomes = new HashMap<>();
    private final List<RunId> started = new ArrayList<>();
    private final Set<RunId> applied = new HashSet<>();
    private final Map<String, RunId> committed = new HashMap<>();
    private final Map<CheckpointId, GraphState> checkpoints = new LinkedHashMap<>();

    /** Whether an edit by hand has made nodes due that may have run before. */
    private boolean steered;

    SimulatedThread(Flaw flaw) {
        this.flaw = flaw;
    }

    ThreadState state() {
        return state;
    }

    /** Every checkpoint of this incarnation, as it was made. */
    Map<CheckpointId, GraphState> checkpoints() {
        return checkpoints;
    }

    long rows() {
        return journal.size();
    }

    /** Decides without writing; what a crash before the write leaves behind is nothing. */
    Decision decide(List<ThreadCommand> commands, long now) {
        return decider.decideAll(state, commands, now);
    }

    /** Writes a decision's row and becomes what it says. */
    void commit(Decision decision, long now) {
        if (decision.changesNothing()) {
            assertThat(decision.effects()).as("effects without an event").isEmpty();
            assertThat(decision.state()).isSameAs(state);
            return;
        }
        ThreadState before = state;
        for (int i = 0; i < decision.events().size(); i++) {
            ThreadEvent event = decision.events().get(i);
            ThreadState after = ThreadEvolver.evolve(before, event, new Position(state.sequence() + 1, i, now));
            watch(before, event, after);
            before = after;
        }
        byte[] bytes = codec.encode(new ThreadRow(now, written(decision), streams(decision.state())));
        journal.add(bytes);
        state = decision.state();
        witness = ThreadEvolver.evolve(witness, codec.decode(bytes));
        assertThat(state.sequence()).as("rows counted").isEqualTo(journal.size());
        noneOf(ThreadInvariants.violatedAtRowsEnd(state));
        byte[] snapshot = snapshots.encode(state);
        byte[] kept = flaw == Flaw.A_SNAPSHOT_FORGETS_OUTCOMES ? withoutOutcomes(snapshot) : snapshot;
        same("the journal's bytes replayed", witness, snapshot);
        if (state.sequence() % 4 == 0) {
            same("the snapshot read back", snapshots.decode(kept).orElseThrow(), snapshot);
            saved.put(state.sequence(), kept);
        }
    }

    /**
     * Forgets the state and reads it back: from the last snapshot but {@code older}, or without one from the first row or,
     * every other time, from the one before which nothing is needed.
     */
    void recover(int older) {
        ThreadState recovered = ThreadState.unborn(KEY);
        List<byte[]> kept = List.copyOf(saved.values());
        if (older < kept.size()) {
            recovered = snapshots.decode(kept.get(kept.size() - 1 - older)).orElseThrow();
        }
        long rebased = older % 2 == 0 ? state.life().rebased() : 0;
        long first = recovered.sequence() == 0 && rebased > 0 ? rebased - 1 : recovered.sequence();
        for (byte[] row : journal.subList((int) first, journal.size())) {
            recovered = ThreadEvolver.evolve(recovered, codec.decode(row));
        }
        same("the state after a crash", recovered, snapshots.encode(state));
        state = recovered;
    }

    /** What must hold of the whole story when nothing is under way any more. */
    void itIsOver() {
        assertThat(state.busy()).as("still busy when everything has reported").isFalse();
        assertThat(ended).as("accepted runs and ended runs").isEqualTo(queued);
        List<String> trail = trail(state.root());
        if (!steered) {
            assertThat(trail).as("the trail").doesNotHaveDuplicates();
        }
        recover(Integer.MAX_VALUE);
    }

    /** The markers of the trail. */
    static List<String> trail(GraphState graph) {
        ChannelValue trail = graph.values().get(ScriptedGraphs.TRAIL.name());
        return trail == null
                ? List.of()
                : trail.elements().stream().map(mark -> mark.node().textValue()).toList();
    }

    RunStatus outcome(RunId run) {
        return outcomes.get(run);
    }

    boolean wasDeleted(RunId run) {
        return deleted.contains(run);
    }

    /** Whether a run's input took effect, and still has it. */
    boolean inputWasApplied(RunId run) {
        return applied.contains(run) && !hidden.contains(run);
    }

    private void watch(ThreadState before, ThreadEvent event, ThreadState after) {
        noneOf(ThreadInvariants.violatedBy(after));
        noneOf(ThreadInvariants.violatedBy(before, after));
        projection.project(before, event, after);
        switch (event) {
            case ThreadEvent.RunQueued e -> queued.merge(e.spec().id(), 1, Integer::sum);
            case ThreadEvent.RunStarted e -> started(before, e.run());
            case ThreadEvent.InputApplied e ->
                assertThat(applied.add(e.run()))
                        .as("the input of %s applied once", e.run())
                        .isTrue();
            case ThreadEvent.StepCommitted e -> committed(before);
            case ThreadEvent.RunEnded e -> {
                ended.merge(e.run(), 1, Integer::sum);
                outcomes.put(e.run(), e.status());
            }
            case ThreadEvent.ThreadDeleted e -> {
                deleted.addAll(before.order());
                hidden.clear();
                checkpoints.clear();
                applied.clear();
                started.clear();
            }
            case ThreadEvent.StateRebased e -> checkpoints.clear();
            case ThreadEvent.ThreadCreated e -> {}
            case ThreadEvent.ThreadForked e -> {}
            case ThreadEvent.TtlSet e -> {}
            case ThreadEvent.MetadataPatched e -> {}
            case ThreadEvent.RunClaimed e -> {}
            case ThreadEvent.AttemptGranted e -> {}
            case ThreadEvent.TaskSucceeded e -> {}
            case ThreadEvent.TaskFailed e -> {}
            case ThreadEvent.OrdersApplied e -> {}
            case ThreadEvent.CallRecorded e -> {}
            case ThreadEvent.TaskInterrupted e -> {}
            case ThreadEvent.AskAnswered e -> {}
            case ThreadEvent.SubgraphEntered e -> {}
            case ThreadEvent.SubgraphLeft e -> {}
            case ThreadEvent.CancelRequested e -> {}
            case ThreadEvent.RollbackRequested e -> {}
            case ThreadEvent.RunsHidden e -> {
                hidden.addAll(e.runs());
                checkpoints.values().removeIf(there -> hidden(there.head()));
                committed.values().removeAll(e.runs());
            }
            case ThreadEvent.StateUpdated e -> steered |= !e.next().isEmpty();
            case ThreadEvent.Rewound e -> {}
        }
        Checkpoint head = after.root().head();
        if (head != null) {
            GraphState there = after.root();
            GraphState known = checkpoints.putIfAbsent(head.id(), there);
            if (known != null) {
                assertThat(there.values().tracked())
                        .as("checkpoint %s, once read, never changes", head.id())
                        .isEqualTo(known.values().tracked());
                assertThat(head).isEqualTo(known.head());
            }
        }
    }

    private boolean hidden(Checkpoint checkpoint) {
        return checkpoint.run() != null && hidden.contains(checkpoint.run());
    }

    private void started(ThreadState before, RunId run) {
        assertThat(run).as("first come, first served").isEqualTo(before.queue().getFirst());
        started.add(run);
        List<RunId> accepted = before.order().stream().filter(started::contains).toList();
        assertThat(started).as("runs start in the order of their acceptance").isEqualTo(accepted);
    }

    private void committed(ThreadState before) {
        Checkpoint head = before.root().head();
        assertThat(head).isNotNull();
        for (DueTask task : before.root().due()) {
            RunId run = before.activeRun().id();
            assertThat(committed.put(head.id() + " " + task.node(), run))
                    .as("node %s committed once at checkpoint %s", task.node(), head.id())
                    .isNull();
            assertThat(committed.put(task.id(), run))
                    .as("task %s committed once", task.id())
                    .isNull();
        }
    }

    private List<ThreadEvent> written(Decision decision) {
        List<ThreadEvent> events = decision.events();
        return flaw == Flaw.A_ROW_LOSES_AN_EVENT && events.size() > 1 ? events.subList(0, events.size() - 1) : events;
    }

    private static byte[] withoutOutcomes(byte[] snapshot) {
        ObjectNode tree = (ObjectNode) Json.tree(snapshot);
        tree.path("graphs").forEach(graph -> ((ObjectNode) graph).remove("finished"));
        return Json.bytes(tree);
    }

    private static Map<RunId, Long> streams(ThreadState state) {
        return state.active() == null ? Map.of() : Map.of(state.active().id(), state.sequence() * 1000);
    }

    private void same(String what, ThreadState found, byte[] expected) {
        byte[] bytes = snapshots.encode(found);
        if (!Arrays.equals(bytes, expected)) {
            assertThat(JsonValue.ofBytes(bytes)).as(what).isEqualTo(JsonValue.ofBytes(expected));
        }
    }

    private static void noneOf(List<String> violated) {
        if (!violated.isEmpty()) {
            fail("claims violated: " + String.join("; ", violated));
        }
    }
}
