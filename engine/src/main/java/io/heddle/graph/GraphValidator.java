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
        if (graph.starts().isEmpty()) {
            fault("graph", "has no start", "add start(NODE)");
        }
        graph.starts().stream()
                .filter(name -> !graph.functions().containsKey(name))
                .forEach(name ->
                        fault("start target " + name, "is not a node", "add node(" + name + ", …) or start elsewhere"));
    }

    private void everyTargetExists() {
        for (String source : graph.sources()) {
            if (!graph.functions().containsKey(source)) {
                fault("node " + source, "has edges but was never added", "add node(" + source + ", …)");
            }
            for (String target : targets(source)) {
                if (!target.equals(Graph.END_NAME) && !graph.functions().containsKey(target)) {
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
            Outgoing outgoing = graph.outgoing(source);
            if (outgoing.router() != null && outgoing.routed().isEmpty()) {
                fault("router of node " + source, "declares no targets", "name them: route(…, A, B, END)");
            }
        }
    }

    private void everyNodeLeadsOn() {
        for (String name : graph.functions().keySet()) {
            if (targets(name).isEmpty()) {
                fault("node " + name, "leads nowhere", "add after(" + name + ").to(…) or .end()");
            }
        }
    }

    private void everyNodeIsReachable() {
        Set<String> reached = closure(graph.starts(), this::targets);
        for (String name : graph.functions().keySet()) {
            if (!reached.contains(name)) {
                fault("node " + name, "cannot be reached", "lead an edge or a router to it, or drop it");
            }
        }
    }

    private void everyNodeCanEnd() {
        Set<String> ending = closure(
                List.of(Graph.END_NAME),
                target -> graph.functions().keySet().stream()
                        .filter(source -> targets(source).contains(target))
                        .toList());
        for (String name : graph.functions().keySet()) {
            if (!ending.contains(name)) {
                fault("node " + name, "has no path to the end", "add an edge or a route to END on the way");
            }
        }
    }

    private List<String> targets(String source) {
        Outgoing outgoing = graph.outgoing(source);
        Set<String> targets = new LinkedHashSet<>(outgoing.always());
        targets.addAll(outgoing.routed());
        return List.copyOf(targets);
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
