package io.heddle.http.wire;

import io.heddle.api.StreamMode;
import io.heddle.api.ThreadStreamRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a reader of a whole thread wants to see: section 11 of the protocol.
 *
 * @param runs whether how runs begin and end is told
 * @param events whether everything in between is
 * @param edits whether edits by hand are
 */
public record ThreadStreamModes(boolean runs, boolean events, boolean edits) {
    private static final String RUN_MODES = "run_modes";
    private static final String LIFECYCLE = "lifecycle";
    private static final String STATE_UPDATE = "state_update";
    private static final Map<String, String> WORDS =
            Map.of(RUN_MODES, RUN_MODES, LIFECYCLE, LIFECYCLE, STATE_UPDATE, STATE_UPDATE);

    /** {@code stream_mode}, which the documents call {@code stream_modes}: one word or a list; run_modes if nobody says. */
    public static ThreadStreamModes ofQuery(QueryParams query) {
        List<String> words = new ArrayList<>(query.texts("stream_mode"));
        words.addAll(query.texts("stream_modes"));
        Set<String> modes = new LinkedHashSet<>();
        words.forEach(word -> modes.add(Fields.choose("stream_mode", word, WORDS)));
        boolean events = modes.isEmpty() || modes.contains(RUN_MODES);
        return new ThreadStreamModes(events || modes.contains(LIFECYCLE), events, modes.contains(STATE_UPDATE));
    }

    public ThreadStreamRequest request(long after) {
        return new ThreadStreamRequest(
                after, events ? EnumSet.allOf(StreamMode.class) : EnumSet.noneOf(StreamMode.class), edits);
    }
}
