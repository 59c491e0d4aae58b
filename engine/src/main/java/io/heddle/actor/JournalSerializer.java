package io.heddle.actor;

import io.heddle.codec.EventCodec;
import io.heddle.codec.RowManifest;
import io.heddle.codec.SnapshotCodec;
import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Hands rows and kept states to Pekko's journal and snapshot store in the form that {@code codec} gives them. */
public final class JournalSerializer extends SerializerWithStringManifest {
    /** Stored beside each row; never to be changed. */
    static final int IDENTIFIER = 48_620;

    private final EventCodec events = new EventCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object kept) {
        return kept instanceof JournalEvent ? RowManifest.ROW : RowManifest.SNAPSHOT;
    }

    @Override
    public byte[] toBinary(Object kept) {
        if (kept instanceof JournalEvent event) {
            return event.bytes();
        }
        if (kept instanceof KeptState state) {
            return state.bytes();
        }
        throw new IllegalArgumentException("neither a row nor a state: " + kept.getClass());
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        return switch (manifest) {
            case RowManifest.ROW, RowManifest.FIRST_ROW -> new JournalEvent(events.decode(bytes), bytes, null);
            case RowManifest.SNAPSHOT ->
                new KeptState(
                        snapshots
                                .decode(bytes)
                                .orElseThrow(() -> new NotSerializableException(
                                        "a snapshot of another version; the journal is replayed")),
                        bytes);
            default ->
                throw new NotSerializableException("unknown manifest " + manifest + "; a newer Heddle wrote this row");
        };
    }
}
