package io.heddle.task;

import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Outgoing;
import io.heddle.graph.Route;
import io.heddle.graph.Send;
import io.heddle.graph.Target;
import io.heddle.graph.View;
import io.heddle.step.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a node leads, its routers asked. Runs user code, so never on an actor. */
final class Routing {
    private Routing() {}

    /**
     * @param node the node's name, for messages
     * @param after the state that the routers see
     */
    static List<Destination> of(String node, Outgoing outgoing, View after) throws Exception {
        List<Destination> next = new ArrayList<>();
        outgoing.always().forEach(target -> next.add(new Destination.Node(target)));
        outgoing.joins().forEach(join -> next.add(new Destination.Joined(join.name())));
        for (Route route : outgoing.routes()) {
            Collection<? extends Target> chosen = route.router().route(after);
            if (chosen == null) {
                throw new TaskFault("InvalidRouteError", "a router of node " + node + " returned null");
            }
            for (Target target : chosen) {
                next.add(destination("a router of node " + node, target, route.targets(), "declared targets"));
            }
        }
        next.remove(new Destination.Node(Graph.END_NAME));
        return next.stream().distinct().count() == next.size() ? next : withoutRepeatedNodes(next);
    }

    /** Where a command leads; {@code allowed} are the nodes that its node has declared. */
    static List<Destination> of(String node, Collection<Target> goTo, List<String> allowed) {
        return goTo.stream()
                .map(target -> destination("a command of node " + node, target, allowed, "mayGoTo(…) targets"))
                .filter(to -> !to.equals(new Destination.Node(Graph.END_NAME)))
                .toList();
    }

    private static Destination destination(String who, @Nullable Target target, List<String> allowed, String declared) {
        if (target == null || !allowed.contains(target.node().name())) {
            throw new TaskFault(
                    "InvalidRouteError",
                    "%s chose %s, which is not among its %s %s"
                            .formatted(
                                    who, target == null ? null : target.node(), declared, String.join(", ", allowed)));
        }
        return switch (target) {
            case NodeKey<?> key -> {
                if (key.takesInput()) {
                    throw new TaskFault(
                            "InvalidRouteError",
                            "%s chose %s without anything to work on; send it something: Send.to(%s, …)"
                                    .formatted(who, key, key));
                }
                yield new Destination.Node(key.name());
            }
            case Send<?> send ->
                new Destination.Sent(
                        send.node().name(),
                        send.input(),
                        send.onFailure(),
                        send.timeout() == null ? 0 : send.timeout().toMillis());
        };
    }

    private static List<Destination> withoutRepeatedNodes(List<Destination> next) {
        List<Destination> kept = new ArrayList<>();
        for (Destination to : next) {
            if (to instanceof Destination.Sent || !kept.contains(to)) {
                kept.add(to);
            }
        }
        return kept;
    }
}
