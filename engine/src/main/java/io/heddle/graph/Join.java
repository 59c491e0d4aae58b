package io.heddle.graph;

import java.util.List;

/**
 * An edge that waits for all of its sources: its target is due when each of them has ended since it was due last.
 *
 * @param name derived from sources and target; what is kept of a half-complete join goes by it
 */
public record Join(String name, List<String> sources, String target) {
    public Join {
        sources = List.copyOf(sources);
    }

    /** The order in which sources are named does not matter, nor does naming one twice. */
    static Join of(List<String> sources, String target) {
        List<String> sorted = sources.stream().distinct().sorted().toList();
        return new Join(String.join("+", sorted) + ":" + target, sorted, target);
    }

    /** As messages speak of it. */
    String spoken() {
        return "join of %s into %s".formatted(String.join(" and ", sources), target);
    }
}
