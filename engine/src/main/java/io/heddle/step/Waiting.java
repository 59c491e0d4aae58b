package io.heddle.step;

import java.util.List;
import java.util.Map;

/**
 * What a graph remembers from step to step of where it has been led, besides what is due.
 *
 * @param joins half-complete joins, by name: the sources that have ended
 * @param deferred nodes that are due as soon as nothing else is
 */
public record Waiting(Map<String, List<String>> joins, List<String> deferred) {
    public static final Waiting NOTHING = new Waiting(Map.of(), List.of());

    public Waiting {
        joins = Map.copyOf(joins);
        deferred = List.copyOf(deferred);
    }

    public boolean isEmpty() {
        return joins.isEmpty() && deferred.isEmpty();
    }
}
