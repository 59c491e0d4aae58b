package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import io.heddle.step.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Folds a stretch of journal and remembers every checkpoint on the way. A checkpoint is the state at its event; what its
 * tasks came to is learned from the events after it. Not thread-safe; used by one reader.
 */
public final class HistoryFold {
    private final Map<CheckpointId, Moment> moments = new LinkedHashMap<>();
    private ThreadState state;

    /**
     * @param start the state before the first row; its head counts as a checkpoint too
     */
    public HistoryFold(ThreadState start) {
        this.state = start;
        Checkpoint head = start.root().head();
        if (head != null) {
            moments.put(head.id(), new Moment(head, start.root(), start.root(), start, null, null, null));
        }
    }

    public ThreadState state() {
        return state;
    }

    public void row(ThreadRow row) {
        for (Traced traced : Traced.row(state, row.events(), row.at())) {
            learn(traced);
        }
        state = ThreadEvolver.evolve(state, row);
    }

    /** In the order of their making. */
    public List<Moment> moments() {
        return new ArrayList<>(moments.values());
    }

    public Optional<Moment> at(CheckpointId id) {
        return Optional.ofNullable(moments.get(id));
    }

    private void learn(Traced traced) {
        if (traced.event() instanceof ThreadEvent.ThreadDeleted) {
            moments.clear();
            return;
        }
        ThreadState after = traced.after();
        Checkpoint head = after.root().head();
        if (head == null) {
            return;
        }
        Moment known = moments.get(head.id());
        if (known != null) {
            if (after.root().finished().size() >= known.latest().finished().size()) {
                moments.put(head.id(), known.learned(after));
            }
            return;
        }
        if (traced.event() instanceof ThreadEvent.InputApplied) {
            Moment input = input(traced, head);
            moments.put(input.checkpoint().id(), input);
        }
        boolean edited = traced.event() instanceof ThreadEvent.StateUpdated;
        ThreadEvent.StateUpdated edit = edited ? (ThreadEvent.StateUpdated) traced.event() : null;
        moments.put(
                head.id(),
                new Moment(
                        head,
                        after.root(),
                        after.root(),
                        after,
                        null,
                        edit == null ? null : edit.author(),
                        edit == null ? null : edit.reason()));
    }

    private static Moment input(Traced traced, Checkpoint first) {
        GraphState before = traced.before().root();
        CheckpointId id = Objects.requireNonNull(first.parent(), "the first loop checkpoint has the input as parent");
        Checkpoint parent = before.head();
        Checkpoint input = new Checkpoint(
                id,
                parent == null ? null : parent.id(),
                first.step() - 1,
                Checkpoint.Source.INPUT,
                first.run(),
                List.of(),
                first.at());
        Values values = before.values();
        List<ChannelUpdate> written = traced.before().activeSpec().input();
        return new Moment(
                input,
                GraphState.EMPTY.at(input, values, List.of(), Waiting.NOTHING),
                GraphState.EMPTY.at(input, values, List.of(), Waiting.NOTHING),
                traced.after(),
                written == null ? List.of() : written,
                null,
                null);
    }

    /**
     * A checkpoint in the history.
     *
     * @param made the state as it was made
     * @param latest the same with what its tasks have come to since
     * @param thread the thread around it, as far as it is known
     * @param input of an input checkpoint: what was written; null otherwise
     * @param author of a hand edit; null otherwise
     */
    public record Moment(
            Checkpoint checkpoint,
            GraphState made,
            GraphState latest,
            ThreadState thread,
            @Nullable List<ChannelUpdate> input,
            @Nullable String author,
            @Nullable String reason) {
        Moment learned(ThreadState now) {
            return new Moment(checkpoint, made, now.root(), now, input, author, reason);
        }

        /** Of an input checkpoint: what was written, as it is shown. */
        public JsonValue shownInput(ThreadViews views) {
            return input == null ? JsonValue.NULL : views.shownWrites(thread.graphId(), input);
        }
    }
}
