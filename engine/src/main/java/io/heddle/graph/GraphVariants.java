package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The graphs that one definition makes of what runs are configured with: each is built once and kept for the next run that is
 * configured alike, as long as it is among the {@value #KEPT} used last or somebody holds it. Thread-safe, guarded by a lock
 * that is not held while a definition runs.
 */
final class GraphVariants {
    private static final int KEPT = 256;

    private final List<ConfigKey<?>> keys;
    private final Function<RunConfig, Graph> definition;
    private final Map<List<JsonNode>, Graph> built = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<JsonNode>, Graph> eldest) {
            return size() > KEPT;
        }
    };
    private final Map<List<JsonNode>, WeakReference<Graph>> held = new HashMap<>();

    /** @throws IllegalArgumentException if a run may say nothing about a key and nobody else does */
    GraphVariants(String id, List<ConfigKey<?>> keys, Function<RunConfig, Graph> definition) {
        this.keys = List.copyOf(keys);
        this.definition = definition;
        keys.stream().filter(ConfigKey::required).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(
                    "graph %s depends on config key %s, so it needs a value for runs that give none: orElse(…)"
                            .formatted(id, key));
        });
    }

    List<ConfigKey<?>> keys() {
        return keys;
    }

    /** Whether a run is configured with any of the values on which the graph depends. */
    boolean matter(JsonValue config) {
        return !values(config).stream().allMatch(JsonNode::isMissingNode);
    }

    /** The graph of such a run if it has been built. */
    Optional<Graph> find(JsonValue config) {
        List<JsonNode> values = values(config);
        synchronized (built) {
            Graph lately = built.get(values);
            WeakReference<Graph> still = lately == null ? held.get(values) : null;
            return Optional.ofNullable(still == null ? lately : still.get());
        }
    }

    /** The graph of such a run; runs the definition if it has to, and throws what that throws. */
    Graph build(JsonValue config) {
        Optional<Graph> known = find(config);
        if (known.isPresent()) {
            return known.get();
        }
        Graph made = definition.apply(new RunConfig(keys, config));
        synchronized (built) {
            held.values().removeIf(graph -> graph.get() == null);
            held.put(values(config), new WeakReference<>(made));
            built.put(values(config), made);
        }
        return made;
    }

    private List<JsonNode> values(JsonValue config) {
        JsonNode all = config.node();
        return keys.stream().<JsonNode>map(key -> all.path(key.name())).toList();
    }
}
