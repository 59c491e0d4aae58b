package io.heddle.step;

/**
 * A task of the next superstep.
 *
 * @param node the node to run
 * @param id a function of thread, checkpoint, namespace and node, so the same after a crash
 * @param visit the task id under which the node first became due; survives retries, crashes and edits that leave it due
 * @param attempt how often it has been handed out during its visit
 * @param dispatch the number of its last hand-out; the second half of its {@link Fence}
 */
public record DueTask(String node, String id, String visit, int attempt, long dispatch) {
    /** This task, as the continuation of a visit that an earlier one began. */
    public DueTask visitedAs(DueTask earlier) {
        return new DueTask(node, id, earlier.visit, earlier.attempt, dispatch);
    }

    DueTask handedOut(long number) {
        return new DueTask(node, id, visit, attempt + 1, number);
    }
}
