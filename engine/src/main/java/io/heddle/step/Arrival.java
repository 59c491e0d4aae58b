package io.heddle.step;

import java.util.List;

/** A destination and the node that led there. */
public record Arrival(String source, Destination to) {
    public static List<Arrival> from(String source, List<Destination> destinations) {
        return destinations.stream().map(to -> new Arrival(source, to)).toList();
    }
}
