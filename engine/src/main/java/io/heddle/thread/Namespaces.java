package io.heddle.thread;

import io.heddle.api.CheckpointId;
import io.heddle.graph.Subgraph;
import io.heddle.step.Caller;
import io.heddle.step.Checkpoint;
import io.heddle.step.DueTask;
import io.heddle.step.GraphState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the graphs of one thread lie inside each other. A namespace is a path of segments joined by {@code |}: {@code
 * node:visit} for a subgraph that lives as long as its call, {@code node:~visit} for one of which nothing is remembered, {@code
 * node} for one that lives as long as the thread.
 */
public final class Namespaces {
    private static final String FORGETFUL = ":~";

    private Namespaces() {}

    /** The namespace in which the graph that a task's node is runs. */
    static String child(String parent, DueTask task, Subgraph.Memory memory) {
        String segment = task.node()
                + switch (memory) {
                    case PER_CALL -> ":" + task.visit();
                    case PER_THREAD -> "";
                    case NONE -> FORGETFUL + task.visit();
                };
        return parent.isEmpty() ? segment : parent + "|" + segment;
    }

    /** Whether a graph, or one around it, keeps no memory: it has no history, and nobody can answer what is asked in it. */
    public static boolean forgets(String namespace) {
        return namespace.contains(FORGETFUL);
    }

    /** Whether {@code namespace} is {@code outer} or lies within it. */
    static boolean within(String namespace, String outer) {
        return outer.isEmpty() || namespace.equals(outer) || namespace.startsWith(outer + "|");
    }

    /**
     * The graphs that the active run may be busy with: the graph itself, and the subgraphs that somebody is in, each after the
     * one around it and in the order of the tasks they run for.
     */
    static List<String> open(ThreadState state) {
        if (state.graphs().size() < 2) {
            return List.of(ThreadState.ROOT);
        }
        Map<Caller, String> children = new HashMap<>();
        state.graphs().forEach((namespace, graph) -> {
            if (graph.caller() != null) {
                children.put(graph.caller(), namespace);
            }
        });
        List<String> open = new ArrayList<>();
        open(state, ThreadState.ROOT, children, open);
        return open;
    }

    private static void open(ThreadState state, String namespace, Map<Caller, String> children, List<String> open) {
        open.add(namespace);
        for (DueTask task : state.graph(namespace).due()) {
            String child = children.get(new Caller(namespace, task.visit()));
            if (child != null) {
                open(state, child, children, open);
            }
        }
    }

    /** Whether nothing within {@code outer} is out or being reduced. */
    static boolean quiet(ThreadState state, String outer) {
        return open(state).stream()
                .filter(namespace -> within(namespace, outer))
                .map(state::graph)
                .noneMatch(graph -> graph.complete() || !graph.out().isEmpty());
    }

    /** The task that a subgraph runs for; only of an open one. */
    static DueTask callingTask(ThreadState state, String child) {
        Caller caller = state.graph(child).caller();
        if (caller == null) {
            throw new IllegalStateException("nobody is in subgraph " + child);
        }
        return callingTask(state.graph(caller.namespace()), caller);
    }

    /** The namespace of the graph that runs for a task; empty if none does. */
    static Optional<String> inside(ThreadState state, String namespace, DueTask task) {
        Caller caller = new Caller(namespace, task.visit());
        return state.graphs().entrySet().stream()
                .filter(graph -> caller.equals(graph.getValue().caller()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Where the graphs around a subgraph that somebody is in stand, outermost first. */
    static Map<String, CheckpointId> parents(ThreadState state, String namespace) {
        Map<String, CheckpointId> parents = new TreeMap<>();
        Caller caller = state.graph(namespace).caller();
        while (caller != null) {
            GraphState around = state.graph(caller.namespace());
            Checkpoint head = around.head();
            if (head != null) {
                parents.put(caller.namespace(), head.id());
            }
            caller = around.caller();
        }
        return parents;
    }

    private static DueTask callingTask(GraphState parent, Caller caller) {
        return parent.due().stream()
                .filter(task -> task.visit().equals(caller.visit()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the caller of a subgraph is not due: " + caller));
    }

    /**
     * Lets go of subgraphs whose caller is no longer due: those that live as long as the thread stay without a caller, the
     * others are forgotten.
     */
    static void prune(ThreadStateBuilder next) {
        if (next.graphs.size() < 2) {
            return;
        }
        for (String namespace : new TreeSet<>(next.graphs.keySet())) {
            GraphState graph = next.graph(namespace);
            Caller caller = graph.caller();
            if (namespace.equals(ThreadState.ROOT) || caller == null || isCalled(next, caller)) {
                continue;
            }
            if (namespace.substring(namespace.lastIndexOf('|') + 1).contains(":")) {
                next.graphs = next.graphs.minus(namespace);
            } else {
                next.put(namespace, graph.stopped(null).undone().calledBy(null));
            }
        }
    }

    private static boolean isCalled(ThreadStateBuilder next, Caller caller) {
        return next.graphs.containsKey(caller.namespace())
                && next.graph(caller.namespace()).due().stream()
                        .anyMatch(task -> task.visit().equals(caller.visit()) && task.stage() != DueTask.Stage.RUNNING);
    }
}
