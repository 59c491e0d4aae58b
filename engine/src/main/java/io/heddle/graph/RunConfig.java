package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.List;

/** What a run is configured with, as far as the definition of its graph depends on it. Immutable. */
public final class RunConfig {
    private final List<ConfigKey<?>> declared;
    private final JsonValue values;

    RunConfig(List<ConfigKey<?>> declared, JsonValue values) {
        this.declared = declared;
        this.values = values;
    }

    /**
     * The run's value.
     *
     * @throws IllegalArgumentException if the graph was not declared to depend on it: a graph that was built for one run
     *     serves all runs with the same values of the declared keys
     */
    public <T> T get(ConfigKey<T> key) {
        check(key);
        return key.read(values);
    }

    /** Another graph that depends on these values, as it is for this run: to be a subgraph of the one being defined. */
    public Graph get(Graph graph) {
        GraphVariants variants = graph.variants();
        if (variants == null) {
            return graph;
        }
        variants.keys().forEach(this::check);
        return variants.build(values);
    }

    private void check(ConfigKey<?> key) {
        if (declared.stream().noneMatch(key::isLike)) {
            throw new IllegalArgumentException(
                    "the definition reads config key %s, but is declared to depend on %s only; add it there"
                            .formatted(key, declared));
        }
    }
}
