package io.heddle.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a node, or the start, leads.
 *
 * @param always names of the nodes that always follow; may hold {@link Graph#END}'s
 * @param routes choices that are made each time
 * @param joins the joins it is a source of
 */
public record Outgoing(List<String> always, List<Route> routes, List<Join> joins) {
    static final Outgoing NOWHERE = new Outgoing(List.of(), List.of(), List.of());

    public Outgoing {
        always = List.copyOf(always);
        routes = List.copyOf(routes);
        joins = List.copyOf(joins);
    }

    /** The names of all nodes it may lead to by itself, commands aside. */
    public Set<String> targets() {
        Set<String> targets = new LinkedHashSet<>(always);
        routes.forEach(route -> targets.addAll(route.targets()));
        joins.forEach(join -> targets.add(join.target()));
        return targets;
    }
}
