package io.heddle.step;

import io.heddle.api.RunError;
import io.heddle.collection.PersistentMap;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one graph stands on one thread: the values, what is due, and what has come back of the step in flight.
 *
 * @param head the checkpoint these values are; null before the first input
 * @param due the next superstep's tasks: nodes in the order of their names, then sends in the order they were sent
 * @param finished outcomes of due tasks that have ended well, by task id; part of the state only when the step commits
 * @param failed why due tasks failed for good when they were last tried, by task id
 * @param waiting half-complete joins and deferred nodes
 * @param visits what due tasks have recorded and asked, by visit
 * @param steps supersteps committed since the graph was last given something to do
 * @param folded of a subgraph, the operands that its steps have folded since it was entered, by channel
 * @param caller the task that it runs for; null for the graph itself and for a subgraph that nobody is in
 * @param failure why it cannot go on, while its caller deals with that
 */
public record GraphState(
        Values values,
        @Nullable Checkpoint head,
        List<DueTask> due,
        PersistentMap<String, TaskOutcome.Succeeded> finished,
        PersistentMap<String, RunError> failed,
        Waiting waiting,
        PersistentMap<String, Visit> visits,
        int steps,
        PersistentMap<String, List<JsonValue>> folded,
        @Nullable Caller caller,
        @Nullable RunError failure) {
    public static final GraphState EMPTY = new GraphState(
            Values.EMPTY,
            null,
            List.of(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            Waiting.NOTHING,
            PersistentMap.empty(),
            0,
            PersistentMap.empty(),
            null,
            null);

    public GraphState {
        due = List.copyOf(due);
    }

    /** How a due task stands. */
    public enum Standing {
        /** It has ended well. */
        FINISHED,
        /** It waits for answers. */
        ASKING,
        /** The graph that its node is has the word. */
        INSIDE,
        /** It has not been handed out, because the run paused before it. */
        HELD,
        /** It is out, and will report. */
        OUT
    }

    public Standing standing(DueTask task) {
        if (finished.containsKey(task.id())) {
            return Standing.FINISHED;
        }
        if (task.stage() == DueTask.Stage.INSIDE) {
            return Standing.INSIDE;
        }
        if (!visit(task).open().isEmpty()) {
            return Standing.ASKING;
        }
        return task.dispatch() == 0 ? Standing.HELD : Standing.OUT;
    }

    /** What a due task has recorded and asked. */
    public Visit visit(DueTask task) {
        Visit visit = visits.get(task.visit());
        return visit == null ? Visit.NEW : visit;
    }

    /** The due tasks that have not ended yet. */
    public List<DueTask> open() {
        return due.stream().filter(task -> !finished.containsKey(task.id())).toList();
    }

    /** The due tasks that are out. */
    public List<DueTask> out() {
        List<DueTask> out = new ArrayList<>(due.size());
        for (DueTask task : due) {
            if (standing(task) == Standing.OUT) {
                out.add(task);
            }
        }
        return out;
    }

    public Optional<DueTask> dueTask(String id) {
        for (DueTask task : due) {
            if (task.id().equals(id)) {
                return Optional.of(task);
            }
        }
        return Optional.empty();
    }

    /** The names of the nodes that are due, each once. */
    public List<String> dueNodes() {
        return due.size() == 1
                ? List.of(due.getFirst().node())
                : due.stream().map(DueTask::node).distinct().toList();
    }

    /** What led to the due tasks, so that they can become due again elsewhere. */
    public List<Destination> destinations() {
        return due.stream()
                .<Destination>map(task -> task.sent() == null ? new Destination.Node(task.node()) : task.sent())
                .toList();
    }

    /** Whether every due task has ended, so that the step can commit. */
    public boolean complete() {
        return !due.isEmpty() && finished.size() == due.size();
    }

    public int nextStep() {
        return head == null ? -1 : head.step() + 1;
    }

    public GraphState withFinished(String task, TaskOutcome.Succeeded outcome) {
        return new GraphState(
                values,
                head,
                due,
                finished.plus(task, outcome),
                failed,
                waiting,
                visits,
                steps,
                folded,
                caller,
                failure);
    }

    /** Moves to a checkpoint; nothing is in flight there. Visits of tasks that are still due there go on. */
    public GraphState at(@Nullable Checkpoint checkpoint, Values held, List<DueTask> tasks, Waiting kept) {
        return new GraphState(
                held,
                checkpoint,
                tasks,
                PersistentMap.empty(),
                PersistentMap.empty(),
                kept,
                only(visits, tasks, DueTask::visit),
                steps,
                folded,
                caller,
                null);
    }

    /** Without what lives in memory only. */
    public GraphState tracked() {
        PersistentMap<String, TaskOutcome.Succeeded> kept = finished;
        for (Map.Entry<String, TaskOutcome.Succeeded> entry : finished.entrySet()) {
            kept = kept.plus(entry.getKey(), entry.getValue().tracked());
        }
        return new GraphState(
                values.tracked(), head, due, kept, failed, waiting, visits, steps, folded, caller, failure);
    }

    /** Other tasks due at the same checkpoint, and other values. What is not due any more is forgotten. */
    public GraphState with(Values held, List<DueTask> tasks, Waiting kept) {
        return new GraphState(
                held,
                head,
                tasks,
                only(finished, tasks, DueTask::id),
                only(failed, tasks, DueTask::id),
                kept,
                only(visits, tasks, DueTask::visit),
                steps,
                folded,
                caller,
                failure);
    }

    /** Forgets what has come back of the step, so that all of it runs again. */
    public GraphState undone() {
        return new GraphState(
                values, head, due, PersistentMap.empty(), failed, waiting, visits, steps, folded, caller, failure);
    }

    public GraphState with(DueTask changed) {
        List<DueTask> tasks = due.stream()
                .map(task -> task.id().equals(changed.id()) ? changed : task)
                .toList();
        return new GraphState(values, head, tasks, finished, failed, waiting, visits, steps, folded, caller, failure);
    }

    public GraphState asked(DueTask task, List<Ask> asks) {
        return with(task, visit(task).asked(asks));
    }

    public GraphState answered(DueTask task, String key, JsonValue answer) {
        return with(task, visit(task).answered(key, answer));
    }

    public GraphState recorded(DueTask task, String call, JsonValue result) {
        return with(task, visit(task).recorded(call, result));
    }

    /** Notes why a task failed. */
    public GraphState withFailed(String task, RunError why) {
        return new GraphState(
                values, head, due, finished, failed.plus(task, why), waiting, visits, steps, folded, caller, failure);
    }

    /** What the due tasks that have ended well want written, in the order in which a commit would apply it. */
    public List<ChannelUpdate> leftovers() {
        List<ChannelUpdate> updates = new ArrayList<>();
        for (DueTask task : due) {
            TaskOutcome.Succeeded outcome = finished.get(task.id());
            if (outcome != null) {
                updates.addAll(outcome.updates());
            }
        }
        return updates;
    }

    /** Remembers the operands of folds, for whoever the graph runs for. */
    public GraphState folding(Map<String, List<JsonValue>> operands) {
        PersistentMap<String, List<JsonValue>> all = folded;
        for (Map.Entry<String, List<JsonValue>> entry : operands.entrySet()) {
            List<JsonValue> more = new ArrayList<>(all.getOrDefault(entry.getKey(), List.of()));
            more.addAll(entry.getValue());
            all = all.plus(entry.getKey(), List.copyOf(more));
        }
        return new GraphState(values, head, due, finished, failed, waiting, visits, steps, all, caller, failure);
    }

    /** Nothing has been folded yet. */
    public GraphState unfolded() {
        return new GraphState(
                values, head, due, finished, failed, waiting, visits, steps, PersistentMap.empty(), caller, failure);
    }

    /** The same state under a checkpoint of its own. */
    public GraphState under(Checkpoint checkpoint) {
        return new GraphState(
                values, checkpoint, due, finished, failed, waiting, visits, steps, folded, caller, failure);
    }

    public GraphState steps(int count) {
        return new GraphState(values, head, due, finished, failed, waiting, visits, count, folded, caller, failure);
    }

    public GraphState calledBy(@Nullable Caller task) {
        return new GraphState(values, head, due, finished, failed, waiting, visits, steps, folded, task, failure);
    }

    /** It has nothing more to do; {@code why} tells if it failed. What its last step came to is kept for whoever leads out. */
    public GraphState stopped(@Nullable RunError why) {
        return new GraphState(
                values, head, List.of(), finished, failed, waiting, PersistentMap.empty(), steps, folded, caller, why);
    }

    /** Hands out the tasks that can run, numbered from {@code firstDispatch}; those the run paused before only if told to. */
    public GraphState handedOut(long firstDispatch, boolean heldToo) {
        long[] number = {firstDispatch};
        List<DueTask> out = due.stream()
                .map(task -> switch (standing(task)) {
                    case FINISHED, ASKING, INSIDE -> task;
                    case HELD -> heldToo ? task.handedOut(number[0]++) : task;
                    case OUT -> task.handedOut(number[0]++);
                })
                .toList();
        return new GraphState(values, head, out, finished, failed, waiting, visits, steps, folded, caller, failure);
    }

    /** What belongs to one of the tasks. */
    private static <T> PersistentMap<String, T> only(
            PersistentMap<String, T> all, List<DueTask> tasks, Function<DueTask, String> key) {
        if (all.isEmpty()) {
            return all;
        }
        Set<String> wanted = tasks.stream().map(key).collect(Collectors.toSet());
        PersistentMap<String, T> kept = all;
        for (String name : all.keySet()) {
            kept = wanted.contains(name) ? kept : kept.minus(name);
        }
        return kept;
    }

    private GraphState with(DueTask task, Visit visit) {
        return new GraphState(
                values,
                head,
                due,
                finished,
                failed,
                waiting,
                visits.plus(task.visit(), visit),
                steps,
                folded,
                caller,
                failure);
    }
}
