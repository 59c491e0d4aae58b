package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.StreamMode;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stream modes by their words on the wire. */
public final class StreamModes {
    private static final Map<String, StreamMode> WORDS = Words.of(StreamMode.values(), StreamMode::wire);

    private StreamModes() {}

    /** {@code stream_mode} of a run: one word or a list of them; values if nobody says. */
    public static Set<StreamMode> ofBody(Fields body) {
        JsonNode found = body.any("stream_mode");
        if (found.isNull() || (found.isArray() && found.isEmpty())) {
            return EnumSet.of(StreamMode.VALUES);
        }
        List<String> words = found.isTextual() ? List.of(found.textValue()) : body.texts("stream_mode");
        return read(words == null ? List.of() : words);
    }

    /** {@code stream_mode} of a reader who joins: a filter; everything if nobody says. */
    public static Set<StreamMode> ofQuery(QueryParams query) {
        List<String> words = query.texts("stream_mode");
        return words.isEmpty() ? EnumSet.allOf(StreamMode.class) : read(words);
    }

    private static Set<StreamMode> read(Collection<String> words) {
        Set<StreamMode> modes = EnumSet.noneOf(StreamMode.class);
        for (String word : new LinkedHashSet<>(words)) {
            modes.add(Fields.choose("stream_mode", word, WORDS));
        }
        return modes;
    }
}
