package io.heddle.step;

import io.heddle.graph.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one graph stands on one thread: the values, what is due, and what has come back of the step in flight.
 *
 * @param head the checkpoint these values are; null before the first input
 * @param due the next superstep's tasks, in the order of their nodes' names
 * @param finished outcomes of due tasks that have ended well, by task id; part of the state only when the step commits
 */
public record GraphState(
        Values values, @Nullable Checkpoint head, List<DueTask> due, Map<String, TaskOutcome.Succeeded> finished) {
    public static final GraphState EMPTY = new GraphState(Values.EMPTY, null, List.of(), Map.of());

    public GraphState {
        due = List.copyOf(due);
        finished = Map.copyOf(finished);
    }

    /** The due tasks that have not ended yet. */
    public List<DueTask> open() {
        return due.stream().filter(task -> !finished.containsKey(task.id())).toList();
    }

    public Optional<DueTask> dueTask(String id) {
        return due.stream().filter(task -> task.id().equals(id)).findFirst();
    }

    public Optional<DueTask> dueNode(String node) {
        return due.stream().filter(task -> task.node().equals(node)).findFirst();
    }

    /** Whether every due task has ended, so that the step can commit. */
    public boolean complete() {
        return !due.isEmpty() && finished.size() == due.size();
    }

    public int nextStep() {
        return head == null ? -1 : head.step() + 1;
    }

    public GraphState withFinished(String task, TaskOutcome.Succeeded outcome) {
        Map<String, TaskOutcome.Succeeded> more = new TreeMap<>(finished);
        more.put(task, outcome);
        return new GraphState(values, head, due, more);
    }

    /** Moves to a checkpoint; nothing is in flight there. */
    public GraphState at(@Nullable Checkpoint checkpoint, Values held, List<DueTask> tasks) {
        return new GraphState(held, checkpoint, tasks, Map.of());
    }

    /** Without what lives in memory only. */
    public GraphState tracked() {
        Map<String, TaskOutcome.Succeeded> kept = new TreeMap<>();
        finished.forEach((task, outcome) -> kept.put(task, outcome.tracked()));
        return new GraphState(values.tracked(), head, due, kept);
    }

    /** Hands the open tasks out, numbered from {@code firstDispatch}. */
    public GraphState handedOut(long firstDispatch) {
        long[] number = {firstDispatch};
        List<DueTask> out = due.stream()
                .map(task -> finished.containsKey(task.id()) ? task : task.handedOut(number[0]++))
                .toList();
        return new GraphState(values, head, out, finished);
    }
}
