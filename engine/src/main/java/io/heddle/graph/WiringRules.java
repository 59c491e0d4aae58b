package io.heddle.graph;

import static io.heddle.graph.GraphDraft.spoken;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules of single edges: where each node leads, one by one. */
final class WiringRules {
    private final GraphDraft draft;
    private final Findings findings;
    private final Set<String> names;

    WiringRules(GraphDraft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
        this.names = draft.names();
    }

    void check() {
        somewhereToStart();
        nothingWaitsForTheRims();
        everySourceIsANode();
        everyTargetIsANode();
        everyRouterHasTargets();
        noEdgeLeadsToAWorker();
        everyNodeSaysWhereItLeads();
        everyJoinHasTwoSources();
        everyJoinIsDeclaredOnce();
        noFailureGoesRound();
    }

    private void somewhereToStart() {
        Outgoing entry = draft.outgoing(Graph.START_NAME);
        if (entry.always().isEmpty() && entry.routes().isEmpty()) {
            findings.add(
                    GraphFault.NO_START,
                    "graph",
                    "has no start",
                    "add start(NODE), or let a router choose: after(START).route(…)");
        }
    }

    private void nothingWaitsForTheRims() {
        for (Join join : draft.joins()) {
            join.sources().stream()
                    .filter(Graph::isRim)
                    .forEach(rim -> findings.add(
                            GraphFault.NOT_A_NODE,
                            join.spoken(),
                            "waits for %s, where nothing runs".formatted(spoken(rim)),
                            "wait for nodes only"));
        }
    }

    private void everySourceIsANode() {
        draft.outgoing().forEach((source, outgoing) -> {
            boolean leads = !outgoing.always().isEmpty() || !outgoing.routes().isEmpty();
            if (source.equals(Graph.END_NAME) && leads) {
                findings.add(
                        GraphFault.NOT_A_NODE,
                        "the end",
                        "leads on, but a run that is there is over",
                        "say it of the node before");
            } else if (!Graph.isRim(source) && !names.contains(source)) {
                findings.add(
                        GraphFault.UNKNOWN_NODE,
                        "node " + source,
                        "has edges but was never added",
                        "add node(" + source + ", …)");
            }
        });
    }

    private void everyTargetIsANode() {
        Set<String> sources = new LinkedHashSet<>(draft.outgoing().keySet());
        sources.addAll(names);
        for (String source : sources) {
            for (String target : draft.followersAndJoins(source)) {
                if (target.equals(Graph.START_NAME)) {
                    findings.add(
                            GraphFault.NOT_A_NODE,
                            spoken(source),
                            leads(source, target) + " the start, where nothing runs",
                            "name the node that the graph starts with");
                } else if (!target.equals(Graph.END_NAME) && !names.contains(target)) {
                    findings.add(
                            GraphFault.UNKNOWN_NODE,
                            spoken(source),
                            leads(source, target) + " " + target + ", which is not a node",
                            "add node(" + target + ", …)");
                }
            }
        }
    }

    private String leads(String source, String target) {
        if (draft.outgoing(source).targets().contains(target)) {
            return "leads to";
        }
        return target.equals(handlerOf(source)) ? "leaves its failure to" : "may go to";
    }

    private void everyRouterHasTargets() {
        draft.outgoing().forEach((source, outgoing) -> {
            if (outgoing.routes().stream().anyMatch(route -> route.targets().isEmpty())) {
                findings.add(
                        GraphFault.ROUTE_WITHOUT_TARGETS,
                        "router of " + spoken(source),
                        "declares no targets",
                        "name them: route(…, A, B, END)");
            }
        });
    }

    private void noEdgeLeadsToAWorker() {
        draft.outgoing().forEach((source, outgoing) -> {
            Set<String> targets = new LinkedHashSet<>(outgoing.always());
            outgoing.joins().forEach(join -> targets.add(join.target()));
            for (String target : targets) {
                draft.node(target)
                        .map(NodeDefinition::key)
                        .filter(NodeKey::takesInput)
                        .ifPresent(worker -> edgeToWorker(source, worker));
            }
        });
    }

    private void edgeToWorker(String source, NodeKey<?> worker) {
        findings.add(
                GraphFault.EDGE_TO_WORKER,
                spoken(source),
                "leads to %s by an edge, but %s works on what it is sent".formatted(worker, worker),
                worker.takes(Failure.class)
                        ? "let failures lead there: onError(%s)".formatted(worker)
                        : "send to it: fanOut(%s, …), or a router that makes Sends".formatted(worker));
    }

    /** A forgotten edge would be the quietest of mistakes, so that even a branch that ends with a worker says so. */
    private void everyNodeSaysWhereItLeads() {
        for (NodeDefinition node : draft.nodes()) {
            Outgoing outgoing = draft.outgoing(node.name());
            if (outgoing.equals(Outgoing.NOWHERE) && node.policy().mayGoTo().isEmpty()) {
                findings.add(
                        GraphFault.DEAD_END,
                        "node " + node.name(),
                        "leads nowhere",
                        "add after(" + node.name() + ").to(…) or .end()");
            }
        }
    }

    private void everyJoinHasTwoSources() {
        for (Join join : draft.joins()) {
            if (join.sources().size() < 2) {
                findings.add(
                        GraphFault.JOIN_OF_ONE,
                        join.spoken(),
                        "has fewer than two nodes to wait for",
                        "write after(NODE).to(%s), or name the others".formatted(join.target()));
            }
        }
    }

    private void everyJoinIsDeclaredOnce() {
        Set<Join> seen = new HashSet<>();
        for (Join join : draft.joins()) {
            if (!seen.add(join)) {
                findings.add(GraphFault.REPEATED_JOIN, join.spoken(), "is declared twice", "drop one of them");
            }
        }
    }

    private void noFailureGoesRound() {
        for (String node : names) {
            List<String> handlers = new ArrayList<>();
            String handler = handlerOf(node);
            while (handler != null && !handlers.contains(handler)) {
                handlers.add(handler);
                handler = handlerOf(handler);
            }
            if (handlers.contains(node)) {
                handlers.remove(node);
                findings.add(
                        GraphFault.HANDLER_LOOP,
                        "node " + node,
                        handlers.isEmpty()
                                ? "handles its own failure"
                                : "handles failures that are its own, by way of " + String.join(" and ", handlers),
                        "drop onError(…) of the last handler, so that its failure ends the run");
            }
        }
    }

    private @Nullable String handlerOf(String node) {
        return draft.node(node)
                .map(NodeDefinition::policy)
                .map(NodePolicy::onError)
                .orElse(null);
    }
}
