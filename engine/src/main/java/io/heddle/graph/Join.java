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

    static Join of(List<String> sources, String target) {
        return new Join(String.join("+", sources) + ":" + target, sources, target);
    }
}
