package io.heddle.actor;

import io.heddle.codec.SnapshotCodec;
import io.heddle.thread.ThreadState;
import org.apache.pekko.persistence.typed.SnapshotAdapter;

/**
 * Says when a thread's state is worth keeping: when the journal has grown, since the last time, by as much as the state
 * itself and by 256 kB at least. So all snapshots together never weigh more than the journal. Used by one actor.
 */
final class SnapshotRule implements SnapshotAdapter<ThreadState> {
    private static final long LEAST_BYTES = 256 * 1024;

    private final SnapshotCodec codec = new SnapshotCodec();
    private long sinceLast;
    private long lastSize;

    /** A row was added. */
    void grown(int bytes) {
        sinceLast += bytes;
    }

    boolean due() {
        return sinceLast > Math.max(LEAST_BYTES, lastSize);
    }

    @Override
    public Object toJournal(ThreadState state) {
        byte[] bytes = codec.encode(state);
        lastSize = bytes.length;
        sinceLast = 0;
        return new KeptState(state, bytes);
    }

    @Override
    public ThreadState fromJournal(Object kept) {
        if (!(kept instanceof KeptState found)) {
            throw new IllegalArgumentException("not a kept state: " + kept.getClass());
        }
        lastSize = found.bytes().length;
        sinceLast = 0;
        return found.state();
    }
}
