package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is told about a node to those who look at the graph; nothing is done with it. Immutable; made by {@link NodeHandle}.
 *
 * @param description a sentence for people; empty without one
 * @param metadata in the order it was noted
 */
public record NodeNotes(String description, Map<String, JsonValue> metadata) {
    public NodeNotes {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
