package io.heddle.step;

import org.jspecify.annotations.Nullable;

/**
 * A task of the next superstep.
 *
 * @param node the node to run
 * @param id a function of thread, checkpoint, namespace and node, so the same after a crash
 * @param visit the task id under which the node first became due; survives retries, crashes and edits that leave it due
 * @param attempt how often it has been handed out during its visit
 * @param dispatch the number of its last hand-out, the second half of its {@link Fence}; 0 if it never was
 * @param stage where it stands if its node is a graph
 * @param sent what it was sent; null for a node that an edge led to
 */
public record DueTask(
        String node,
        String id,
        String visit,
        int attempt,
        long dispatch,
        Stage stage,
        Destination.@Nullable Sent sent) {
    /** A task of a plain node, not handed out yet. */
    public static DueTask of(String node, String id, Destination.@Nullable Sent sent) {
        return new DueTask(node, id, id, 0, 0, Stage.RUNNING, sent);
    }

    /** Where a task stands. */
    public enum Stage {
        /** The node's own code runs; of a graph, what makes the child's input. */
        RUNNING,
        /** The graph that the node is runs. */
        INSIDE,
        /** What makes the parent's writes of the child's last state runs. */
        LEAVING
    }

    /** This task, as the continuation of a visit that an earlier one began. */
    public DueTask visitedAs(DueTask earlier) {
        return new DueTask(node, id, earlier.visit, earlier.attempt, dispatch, earlier.stage, sent);
    }

    public DueTask in(Stage next) {
        return new DueTask(node, id, visit, attempt, dispatch, next, sent);
    }

    /** The same hand-out under another number. */
    public DueTask numbered(long number) {
        return new DueTask(node, id, visit, attempt, number, stage, sent);
    }

    DueTask handedOut(long number) {
        return new DueTask(node, id, visit, attempt + 1, number, stage, sent);
    }
}
