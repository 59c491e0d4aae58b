package io.heddle.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What must hold for a graph to be able to run; one method a rule, one finding a fault. */
final class GraphValidator {
    private final GraphBuilder graph;
    private final List<InvalidGraphException.Finding> findings;

    private GraphValidator(GraphBuilder graph) {
        this.graph = graph;
        this.findings = new ArrayList<>(graph.findings());
    }

    static void check(String id, GraphBuilder builder) {
        GraphValidator validator = new GraphValidator(builder);
        validator.somewhereToStart();
        validator.everyTargetExists();
        validator.everyRouterHasTargets();
        validator.everyNodeLeadsOn();
        if (validator.findings.isEmpty()) {
            validator.everyNodeIsReachable();
            validator.everyNodeCanEnd();
        }
        if (!validator.findings.isEmpty()) {
            throw new InvalidGraphException(id, validator.findings);
        }
    }

    private void somewhereToStart() {
        List<String> starts = targets(Graph.START_NAME);
        if (starts.isEmpty()) {
            fault("graph", "has no start", "add start(NODE)");
        }
        starts.stream()
                .filter(name -> !names().contains(name) && !name.equals(Graph.END_NAME))
                .forEach(name ->
                        fault("start target " + name, "is not a node", "add node(" + name + ", …) or start elsewhere"));
    }

    private void everyTargetExists() {
        for (String source : sources()) {
            if (!names().contains(source)) {
                fault("node " + source, "has edges but was never added", "add node(" + source + ", …)");
            }
            for (String target : targets(source)) {
                if (!target.equals(Graph.END_NAME) && !names().contains(target)) {
                    fault(
                            "node " + source,
                            "leads to " + target + ", which is not a node",
                            "add node(" + target + ", …)");
                }
            }
        }
    }

    private void everyRouterHasTargets() {
        for (String source : graph.sources()) {
            if (graph.outgoing(source).routes().stream()
                    .anyMatch(route -> route.targets().isEmpty())) {
                fault("router of node " + source, "declares no targets", "name them: route(…, A, B, END)");
            }
        }
    }

    private void everyNodeLeadsOn() {
        for (String name : names()) {
            if (targets(name).isEmpty()) {
                fault("node " + name, "leads nowhere", "add after(" + name + ").to(…) or .end()");
            }
        }
    }

    private void everyNodeIsReachable() {
        Set<String> reached = closure(targets(Graph.START_NAME), this::targets);
        for (String name : names()) {
            if (!reached.contains(name)) {
                fault("node " + name, "cannot be reached", "lead an edge or a router to it, or drop it");
            }
        }
    }

    private void everyNodeCanEnd() {
        Set<String> ending = closure(
                List.of(Graph.END_NAME),
                target -> names().stream()
                        .filter(source -> targets(source).contains(target))
                        .toList());
        for (String name : names()) {
            if (!ending.contains(name)) {
                fault("node " + name, "has no path to the end", "add an edge or a route to END on the way");
            }
        }
    }

    private List<String> targets(String source) {
        Set<String> targets = new LinkedHashSet<>(graph.outgoing(source).targets());
        NodeDefinition node = graph.nodes().get(source);
        if (node != null) {
            targets.addAll(node.policy().mayGoTo());
            if (node.policy().onError() != null) {
                targets.add(node.policy().onError());
            }
        }
        return List.copyOf(targets);
    }

    private Set<String> names() {
        return graph.nodes().keySet();
    }

    private List<String> sources() {
        return graph.sources().stream()
                .filter(source -> !source.equals(Graph.START_NAME))
                .toList();
    }

    private static Set<String> closure(List<String> from, Function<String, List<String>> next) {
        Set<String> reached = new HashSet<>(from);
        Deque<String> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (String name : next.apply(open.pop())) {
                if (reached.add(name)) {
                    open.push(name);
                }
            }
        }
        return reached;
    }

    private void fault(String subject, String fault, String mend) {
        findings.add(new InvalidGraphException.Finding(subject, fault, mend));
    }
}
