package io.heddle.api;

import java.util.UUID;

/**
 * A checkpoint's id: a UUID of version 6 (RFC 9562, section 5.6) whose text sorts by creation and which says where the
 * checkpoint stands in the journal, so that it is found without an index.
 *
 * <p>The 60-bit timestamp (100 ns since 1582-10-15) is never below the thread's previous one, whatever the clock does; the
 * 48-bit node field holds the journal row's sequence number; the 14-bit clock field holds the place within the row.
 */
public record CheckpointId(String value) implements Comparable<CheckpointId> {
    /** 100 ns intervals between the UUID epoch (1582-10-15) and the Unix epoch. */
    private static final long UUID_EPOCH_OFFSET = 0x01B21DD213814000L;

    private static final long NODE_MASK = 0xFFFFFFFFFFFFL;
    private static final int PLACE_MASK = 0x3FFF;

    public CheckpointId {
        value = UuidText.checked("checkpoint_id", value);
    }

    /**
     * @param tick 100 ns since the UUID epoch, above the thread's previous one
     * @param sequence the journal row's sequence number
     * @param place the place within the row, below 16384
     */
    public static CheckpointId at(long tick, long sequence, int place) {
        long high = ((tick << 4) & 0xFFFFFFFFFFFF0000L) | 0x6000L | (tick & 0x0FFFL);
        long low = 0x8000000000000000L | ((long) (place & PLACE_MASK) << 48) | (sequence & NODE_MASK);
        return new CheckpointId(new UUID(high, low).toString());
    }

    /** The first tick of a millisecond since the Unix epoch. */
    public static long ticksOf(long epochMillis) {
        return epochMillis * 10_000 + UUID_EPOCH_OFFSET;
    }

    /** The journal row this checkpoint was made by. */
    public long sequence() {
        return UUID.fromString(value).getLeastSignificantBits() & NODE_MASK;
    }

    /** 100 ns since the UUID epoch. */
    public long tick() {
        long high = UUID.fromString(value).getMostSignificantBits();
        return ((high & 0xFFFFFFFFFFFF0000L) >>> 4) | (high & 0x0FFFL);
    }

    /** Milliseconds since the Unix epoch, as far as the id tells. */
    public long epochMillis() {
        return (tick() - UUID_EPOCH_OFFSET) / 10_000;
    }

    @Override
    public int compareTo(CheckpointId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
