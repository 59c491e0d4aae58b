package io.heddle.codec;

/**
 * What stands beside the bytes in the database and says how to read them. A change of the envelope, not of an event, gets
 * a new constant; old ones stay.
 */
public final class RowManifest {
    /** A {@link io.heddle.thread.ThreadRow}, by {@link EventCodec}. */
    public static final String ROW = "r2";

    /** The same, by the first {@link EventCodec}: an object of named parts. */
    public static final String FIRST_ROW = "r1";

    /** A {@link io.heddle.thread.ThreadState}, by {@link SnapshotCodec}. */
    public static final String SNAPSHOT = "s1";

    private RowManifest() {}

    /** Whether it stands beside a row that this version reads. */
    public static boolean isRow(String manifest) {
        return manifest.equals(ROW) || manifest.equals(FIRST_ROW);
    }
}
