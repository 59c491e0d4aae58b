package io.heddle.simulation;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.codec.SnapshotCodec;
import io.heddle.host.RunStreams;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import io.heddle.stream.RunStream;
import io.heddle.thread.StreamProjection;
import io.heddle.thread.StreamReplay;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadInvariants;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import io.heddle.thread.Traced;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything of a thread that becomes durable or visible, and rises as an {@link AssertionError} when something does that
 * must not: a contradiction in the state, a recorded call made again, a stream id that names two events.
 */
final class Witness {
    private static final int FRAMES = 1_024;

    private final ThreadKey key;
    private final EventCodec codec = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();
    private final List<ThreadRow> rows = new ArrayList<>();
    private final Map<String, Long> recorded = new HashMap<>();
    private final Map<RunId, Map<Long, StreamEvent>> seen = new HashMap<>();
    private final Map<RunStream, Long> positions = new IdentityHashMap<>();
    private final Map<CheckpointId, GraphState> checkpoints = new LinkedHashMap<>();
    private ThreadState state;
    private @Nullable AssertionError violation;

    Witness(ThreadKey key) {
        this.key = key;
        this.state = ThreadState.unborn(key);
    }

    /** Raises again what was found where user code may have caught it. */
    void insist() {
        if (violation != null) {
            throw violation;
        }
    }

    /** What the journal comes to. */
    ThreadState state() {
        return state;
    }

    /** The graph's own, oldest first. */
    List<CheckpointId> checkpoints() {
        return List.copyOf(checkpoints.keySet());
    }

    /** What it all came to. */
    Trail trail() {
        return Trail.of(List.copyOf(checkpoints.values()), state);
    }

    /** A row was written. */
    void durable(byte[] bytes) {
        ThreadRow row = codec.decode(bytes);
        ThreadState last = state;
        for (Traced traced : Traced.row(state, row)) {
            none(ThreadInvariants.violatedBy(traced.after()), traced.event());
            none(ThreadInvariants.violatedBy(traced.before(), traced.after()), traced.event());
            Checkpoint head = traced.after().root().head();
            if (head != null) {
                checkpoints.putIfAbsent(head.id(), traced.after().root());
            }
            if (traced.event() instanceof ThreadEvent.CallRecorded call) {
                recorded.put(name(call.namespace(), call.task(), call.call()), state.sequence() + 1);
            }
            last = traced.after();
        }
        state = ThreadEvolver.closeRow(last);
        rows.add(row);
        none(ThreadInvariants.violatedAtRowsEnd(state), row.events());
    }

    /**
     * A node has made a call and wants its result recorded.
     *
     * @param granted the last row that its owner knew when its attempt was handed out
     */
    void called(ThreadCommand.RecordCall call, long granted) {
        Long before = recorded.get(name(call.namespace(), call.task(), call.call()));
        that(
                before == null || before > granted,
                "call %s of task %s was made again by an attempt handed out after row %d, though row %d recorded its result",
                call.call(),
                call.task(),
                granted,
                before);
    }

    /** Looks at the streams that an owner shows. */
    void sees(RunStreams streams) {
        for (RunId run : state.order()) {
            streams.find(key, run).ifPresent(stream -> sees(run, stream));
        }
    }

    /** Whether an owner's state is what the journal comes to. */
    void same(String whose, ThreadState found) {
        byte[] bytes = snapshots.encode(found);
        byte[] expected = snapshots.encode(state);
        that(
                Arrays.equals(bytes, expected),
                "%s differs from what the journal comes to:%nfound    %s%nexpected %s",
                whose,
                JsonValue.ofBytes(bytes),
                JsonValue.ofBytes(expected));
    }

    /** Whether the journal tells of the last run's stream what was seen of it. */
    void replays(StreamProjection projection) {
        if (!state.order().isEmpty()) {
            RunId run = state.order().getLast();
            new StreamReplay(projection)
                    .frames(ThreadState.unborn(key), rows, run, -1)
                    .forEach(frame -> sees(run, frame));
        }
    }

    private void sees(RunId run, RunStream stream) {
        long position = positions.getOrDefault(stream, stream.firstId() - 1);
        RunStream.Batch batch = stream.read(position, FRAMES);
        batch.frames().forEach(frame -> sees(run, frame));
        positions.put(stream, batch.position());
    }

    private void sees(RunId run, StreamFrame frame) {
        StreamEvent other = seen.computeIfAbsent(run, id -> new HashMap<>()).putIfAbsent(frame.id(), frame.event());
        that(
                other == null || other.equals(frame.event()),
                "id %d of run %s names two events: %s and %s",
                frame.id(),
                run,
                other,
                frame.event());
    }

    private static String name(String namespace, String task, String call) {
        return namespace + " " + task + " " + call;
    }

    private void none(List<String> violated, Object where) {
        that(violated.isEmpty(), "claims violated: %s%nby %s", String.join("; ", violated), where);
    }

    private void that(boolean holds, String claim, @Nullable Object... found) {
        if (!holds) {
            violation = new AssertionError(claim.formatted(found));
            throw violation;
        }
    }
}
