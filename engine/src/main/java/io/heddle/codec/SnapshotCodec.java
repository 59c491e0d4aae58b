package io.heddle.codec;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.thread.ThreadState;
import java.util.Optional;

/**
 * A thread's state as bytes, to shorten its next recovery; equal states are equal bytes. A snapshot holds nothing that the
 * journal does not: one that cannot be read means to replay the journal from its first row.
 *
 * <p>Thread-safe.
 */
public final class SnapshotCodec {
    /** Raised whenever the form, or what an event makes of a state, changes; older snapshots are then left unread. */
    static final int VERSION = 8;

    private static final int ROOM = 4_096;

    public byte[] encode(ThreadState state) {
        JsonAssembly out = new JsonAssembly(ROOM);
        Fields.object(out, state, (fields, it) -> StateForms.write(fields.number("v", VERSION, 0), it));
        return out.bytes();
    }

    /** The state; empty when it has to be replayed from the journal. */
    public Optional<ThreadState> decode(byte[] bytes) {
        try {
            Members in = Members.of(JsonSlice.of(bytes));
            return in.number("v") == VERSION ? Optional.of(StateForms.state(in)) : Optional.empty();
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
