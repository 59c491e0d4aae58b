package io.heddle.thread;

import io.heddle.graph.Graph;
import io.heddle.step.DueTask;
import io.heddle.step.Frontier;
import io.heddle.step.GraphState;
import java.util.List;

/** Where a run pauses because its graph, or whoever started it, has set a breakpoint. A run's own hold for the graph itself. */
final class Pauses {
    private Pauses() {}

    /** Whether it pauses before a graph's first step. */
    static boolean before(Graph graph, String namespace, RunSpec spec, Frontier frontier) {
        return points(graph, namespace, spec).stream().anyMatch(points -> points.pausesBefore(frontier.names()));
    }

    /** Whether it pauses between the step that is complete and what follows it. */
    static boolean between(Graph graph, String namespace, RunSpec spec, GraphState complete, Frontier frontier) {
        List<String> done = complete.due().stream().map(DueTask::node).toList();
        return before(graph, namespace, spec, frontier)
                || (!frontier.next().isEmpty()
                        && points(graph, namespace, spec).stream().anyMatch(points -> points.pausesAfter(done)));
    }

    private static List<Breakpoints> points(Graph graph, String namespace, RunSpec spec) {
        Breakpoints own = new Breakpoints(List.copyOf(graph.pauseBefore()), List.copyOf(graph.pauseAfter()));
        return namespace.equals(ThreadState.ROOT) ? List.of(own, spec.pauses()) : List.of(own);
    }
}
