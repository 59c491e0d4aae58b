package io.heddle.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules of ways through the whole graph: everything can be reached, every join can fire, the end can be reached. */
final class ReachRules {
    private final GraphDraft draft;
    private final Findings findings;
    private final Map<String, Set<String>> followers = new HashMap<>();
    private final Map<String, Set<String>> followersAndJoins = new HashMap<>();

    ReachRules(GraphDraft draft, Findings findings) {
        this.draft = draft;
        this.findings = findings;
        learn(Graph.START_NAME);
        draft.names().forEach(this::learn);
    }

    void check() {
        everyNodeIsReachable();
        everyJoinCanFire();
        everyNodeCanEnd();
    }

    private void learn(String source) {
        followers.put(source, draft.followers(source));
        followersAndJoins.put(source, draft.followersAndJoins(source));
    }

    /** Asks for a way, not yet whether the joins on it fire: that is a finding of its own. */
    private void everyNodeIsReachable() {
        Set<String> reached = from(Graph.START_NAME, followersAndJoins);
        for (String node : draft.names()) {
            if (!reached.contains(node)) {
                findings.add(
                        GraphFault.UNREACHABLE_NODE,
                        "node " + node,
                        "cannot be reached",
                        "lead an edge, a route or a command's mayGoTo(…) to it, or drop it");
            }
        }
    }

    private void everyJoinCanFire() {
        Set<String> due = everDue();
        for (Join join : draft.joins()) {
            List<String> missing = join.sources().stream()
                    .filter(source -> !due.contains(source))
                    .toList();
            if (!missing.isEmpty()) {
                boolean circular = from(join.target(), followersAndJoins).containsAll(missing);
                findings.add(
                        GraphFault.JOIN_NEVER_FIRES,
                        join.spoken(),
                        "never fires, since %s %s"
                                .formatted(
                                        String.join(" and ", missing),
                                        circular ? "can be due only after it" : "cannot be due"),
                        "lead there another way, or wait for other nodes");
            }
        }
    }

    private void everyNodeCanEnd() {
        Map<String, Set<String>> leaders = new HashMap<>();
        for (String node : draft.names()) {
            for (String follower : leadsOn(node)) {
                leaders.computeIfAbsent(follower, name -> new HashSet<>()).add(node);
            }
        }
        Set<String> ending = from(Graph.END_NAME, leaders);
        for (String node : draft.names()) {
            if (!ending.contains(node)) {
                findings.add(
                        GraphFault.NO_END,
                        "node " + node,
                        "has no path to the end",
                        "add an edge or a route to END on the way");
            }
        }
    }

    /** A node that leads nowhere is found fault with already; the ways to it need not be as well. */
    private Set<String> leadsOn(String node) {
        Set<String> on = followersAndJoins.getOrDefault(node, Set.of());
        return on.isEmpty() ? Set.of(Graph.END_NAME) : on;
    }

    /** What can be due at all: a join leads on when all of its sources can have been due before it. */
    private Set<String> everDue() {
        Set<String> due = from(Graph.START_NAME, followers);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Join join : draft.joins()) {
                if (!due.contains(join.target()) && due.containsAll(join.sources())) {
                    grew |= due.addAll(from(join.target(), followers));
                }
            }
        }
        return due;
    }

    /** A name and everything that its ways lead to. */
    private static Set<String> from(String name, Map<String, Set<String>> ways) {
        Set<String> reached = new HashSet<>(Set.of(name));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String next : ways.getOrDefault(open.pop(), Set.of())) {
                if (reached.add(next)) {
                    open.push(next);
                }
            }
        }
        return reached;
    }
}
