package io.heddle.graph;

import java.util.List;

/**
 * A choice among declared targets.
 *
 * @param router chooses
 * @param targets names of the nodes it may choose; may hold {@link Graph#END}'s
 */
public record Route(Router router, List<String> targets) {
    public Route {
        targets = List.copyOf(targets);
    }
}
