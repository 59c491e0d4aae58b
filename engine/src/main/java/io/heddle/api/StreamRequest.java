package io.heddle.api;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where and what a reader of a run wants to read.
 *
 * @param after the id of the last event already seen; {@link #FROM_START} for all, {@link #LIVE} for those still to come
 * @param modes a filter over what the run numbers; metadata and errors always pass
 */
public record StreamRequest(long after, Set<StreamMode> modes) {
    public static final long FROM_START = -1;

    /** For a run that is not resumable: only what comes from now on. */
    public static final long LIVE = -2;

    public StreamRequest {
        modes = Set.copyOf(modes);
    }

    /** Everything the run has numbered, from the start. */
    public static StreamRequest all() {
        return new StreamRequest(FROM_START, EnumSet.allOf(StreamMode.class));
    }

    public static StreamRequest after(long id) {
        return new StreamRequest(id, EnumSet.allOf(StreamMode.class));
    }
}
