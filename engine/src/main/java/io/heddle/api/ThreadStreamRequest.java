package io.heddle.api;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where and what a reader of a whole thread wants to read.
 *
 * @param after the position of the last event already seen; {@link #FROM_START} for all, {@link #LIVE} for those still to
 *     come, {@link #LATEST} for the run that is going on, or else the last one, from its start
 * @param modes a filter over what the runs number; how runs begin, fail and end always passes
 * @param edits whether to tell of edits by hand too
 * @param wholeRuns whether the run in which {@code after} stands is told from its start once more
 */
public record ThreadStreamRequest(long after, Set<StreamMode> modes, boolean edits, boolean wholeRuns) {
    public static final long FROM_START = -1;
    public static final long LIVE = -2;
    public static final long LATEST = -3;

    public ThreadStreamRequest {
        modes = Set.copyOf(modes);
    }

    public ThreadStreamRequest(long after, Set<StreamMode> modes, boolean edits) {
        this(after, modes, edits, false);
    }

    /** Everything, from a position. */
    public static ThreadStreamRequest after(long position) {
        return new ThreadStreamRequest(position, EnumSet.allOf(StreamMode.class), true);
    }
}
