package io.heddle.codec;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.collection.PersistentList;
import io.heddle.collection.PersistentMap;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.thread.Run;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadStateBuilder;
import java.util.Optional;

/**
 * A thread's state as bytes, to shorten its next recovery; equal states are equal bytes. A snapshot holds nothing that the
 * journal does not: one that cannot be read means to replay the journal from its first row.
 *
 * <p>Thread-safe.
 */
public final class SnapshotCodec {
    /** Raised whenever the form, or what an event makes of a state, changes; older snapshots are then left unread. */
    static final int VERSION = 6;

    private static final int ROOM = 4_096;

    public byte[] encode(ThreadState state) {
        JsonAssembly out = new JsonAssembly(ROOM);
        Fields.object(out, state, SnapshotCodec::write);
        return out.bytes();
    }

    /** The state; empty when it has to be replayed from the journal. */
    public Optional<ThreadState> decode(byte[] bytes) {
        try {
            Members in = Members.of(JsonSlice.of(bytes));
            return in.number("v") == VERSION ? Optional.of(read(in)) : Optional.empty();
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static void write(Fields out, ThreadState state) {
        out.number("v", VERSION, 0)
                .text("key", state.key().toString())
                .number("sequence", state.sequence(), 0)
                .number("incarnation", state.incarnation(), 0)
                .flag("exists", state.exists())
                .number("epoch", state.epoch(), 0)
                .number("dispatches", state.dispatches(), 0)
                .number("tick", state.tick(), 0)
                .number("newest", state.newest(), 0)
                .number("created", state.createdAt(), 0)
                .number("updated", state.updatedAt(), 0)
                .number("state-updated", state.stateUpdatedAt(), 0)
                .object("metadata", state.metadata())
                .object("config", state.config())
                .text("graph", state.graphId())
                .map("graphs", state.graphs(), StepForms::write)
                .list("runs", state.order(), (each, id) -> RunForms.write(each, known(state, id)))
                .list("queue", state.queue(), (each, id) -> each.text(id.value()))
                .nested("active", state.active(), RunForms::write)
                .text("rest", state.rest().wire(), "idle")
                .nested("error", state.error(), RunForms::write);
    }

    private static ThreadState read(Members in) {
        ThreadStateBuilder state = new ThreadStateBuilder(ThreadKey.parse(in.text("key")));
        state.sequence = in.number("sequence", 0);
        state.incarnation = in.whole("incarnation", 0);
        state.exists = in.flag("exists");
        state.epoch = in.number("epoch", 0);
        state.dispatches = in.number("dispatches", 0);
        state.tick = in.number("tick", 0);
        state.newest = in.number("newest", 0);
        state.createdAt = in.number("created", 0);
        state.updatedAt = in.number("updated", 0);
        state.stateUpdatedAt = in.number("state-updated", 0);
        state.metadata = in.object("metadata");
        state.config = in.object("config");
        state.graphId = in.textOrNull("graph");
        state.graphs = PersistentMap.from(in.map("graphs", StepForms::graph));
        for (Run run : in.list("runs", RunForms::run)) {
            state.put(run);
            state.order = state.order.plus(run.id());
        }
        state.queue = PersistentList.from(in.list("queue", id -> new RunId(id.text())));
        state.active = in.nestedOrNull("active", RunForms::active);
        state.rest = RunForms.rest(in);
        state.error = in.nestedOrNull("error", RunForms::error);
        return state.build();
    }

    private static Run known(ThreadState state, RunId id) {
        Run run = state.run(id);
        if (run == null) {
            throw new IllegalStateException("thread %s lists run %s but does not hold it".formatted(state.key(), id));
        }
        return run;
    }
}
