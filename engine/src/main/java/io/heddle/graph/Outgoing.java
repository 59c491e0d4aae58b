package io.heddle.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a node leads.
 *
 * @param always names of the nodes that always follow; may hold {@link Graph#END}'s
 * @param router chooses among {@code routed}; null without one
 * @param routed names of the router's declared targets
 */
public record Outgoing(List<String> always, @Nullable Router router, List<String> routed) {
    static final Outgoing NOWHERE = new Outgoing(List.of(), null, List.of());

    public Outgoing {
        always = List.copyOf(always);
        routed = List.copyOf(routed);
    }
}
