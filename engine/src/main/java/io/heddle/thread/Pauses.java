package io.heddle.thread;

import io.heddle.graph.Graph;
import io.heddle.step.Frontier;
import io.heddle.step.GraphState;
import java.util.ArrayList;
import java.util.List;

/** Where a run pauses because its graph, or whoever started it, has set a breakpoint. A run's own hold for the graph itself. */
final class Pauses {
    private Pauses() {}

    /** Whether it pauses before a graph's first step. */
    static boolean before(Graph graph, String namespace, RunSpec spec, Frontier frontier) {
        for (Breakpoints points : points(graph, namespace, spec)) {
            if (points.pausesBefore(frontier.names())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it pauses between the step that is complete and what follows it. */
    static boolean between(Graph graph, String namespace, RunSpec spec, GraphState complete, Frontier frontier) {
        if (before(graph, namespace, spec, frontier)) {
            return true;
        }
        for (Breakpoints points : points(graph, namespace, spec)) {
            if (!frontier.next().isEmpty() && points.pausesAfter(complete.dueNodes())) {
                return true;
            }
        }
        return false;
    }

    /** Most graphs and runs have none. */
    private static List<Breakpoints> points(Graph graph, String namespace, RunSpec spec) {
        List<Breakpoints> points = new ArrayList<>(2);
        if (!graph.pauseBefore().isEmpty() || !graph.pauseAfter().isEmpty()) {
            points.add(new Breakpoints(List.copyOf(graph.pauseBefore()), List.copyOf(graph.pauseAfter())));
        }
        if (namespace.equals(ThreadState.ROOT) && !spec.pauses().isEmpty()) {
            points.add(spec.pauses());
        }
        return points;
    }
}
