package io.heddle.step;

/**
 * A task of the next superstep.
 *
 * @param node the node to run
 * @param id a function of checkpoint, namespace and node, so the same after a crash
 * @param visit the task id under which the node first became due; survives retries, crashes and edits that leave it due
 * @param attempt 1, and one more each time it had to be handed out again
 * @param dispatch the number of its last hand-out; the second half of its {@link Fence}
 */
public record DueTask(String node, String id, String visit, int attempt, long dispatch) {
    DueTask again(long number) {
        return new DueTask(node, id, visit, attempt + 1, number);
    }
}
