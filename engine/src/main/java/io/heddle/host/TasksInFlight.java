package io.heddle.host;

import io.heddle.api.ThreadKey;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.GraphState;
import io.heddle.step.TaskOutcome;
import io.heddle.task.EventSink;
import io.heddle.task.Recorder;
import io.heddle.task.RunningTask;
import io.heddle.task.TaskOrder;
import io.heddle.thread.ActiveRun;
import io.heddle.thread.Effect;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadState;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The tasks one thread has handed out, by fence. A handle stays until its report is part of the state, so a host that
 * restarts can find it again. Thread-safe.
 */
public final class TasksInFlight {
    private final ThreadKey key;
    private final Hosting hosting;
    private final Map<Fence, RunningTask> handles = new ConcurrentHashMap<>();

    TasksInFlight(ThreadKey key, Hosting hosting) {
        this.key = key;
        this.hosting = hosting;
    }

    public boolean isEmpty() {
        return handles.isEmpty();
    }

    /** Hands tasks out, except those that are out already under the same fence. */
    public void start(Effect.RunTasks effect, long now, Recorder recorder, Consumer<ThreadCommand> report) {
        EventSink sink = hosting.streams()
                .find(key, effect.run())
                .filter(stream -> effect.namespace().isEmpty() || effect.spec().subgraphs())
                .<EventSink>map(stream -> new LiveSink(
                        key, stream, effect.namespace(), effect.spec().resumable(), hosting.tokens()))
                .orElse(LiveSink.DEAF);
        for (DueTask task : effect.tasks()) {
            TaskOrder order = TaskOrder.of(key, effect, task, now);
            handles.computeIfAbsent(order.fence(), fence -> {
                hosting.inFlight().incrementAndGet();
                return hosting.runner()
                        .start(order, sink, recorder, outcome -> report.accept(reported(order, outcome)));
            });
        }
    }

    /** Asks all tasks to stop; reports when the last has, or when the grace is over. */
    public void stop(Fence fence, Consumer<ThreadCommand> report) {
        RunningTask[] running = handles.values().toArray(RunningTask[]::new);
        CompletableFuture<?>[] ends = new CompletableFuture<?>[running.length];
        for (int i = 0; i < running.length; i++) {
            running[i].cancel();
            ends[i] = running[i].outcome().toCompletableFuture();
        }
        hosting.threads()
                .timer()
                .within(hosting.settings().cancelGrace(), CompletableFuture.allOf(ends))
                .whenComplete((done, late) -> {
                    for (RunningTask task : running) {
                        if (!task.outcome().toCompletableFuture().isDone()) {
                            hosting.abandoned().incrementAndGet();
                        }
                        letGo(task.order().fence());
                    }
                    report.accept(new ThreadCommand.TasksStopped(fence));
                });
    }

    /** Tells the tasks of a subgraph to stop; nobody hears them any more. */
    public void abandon(String namespace) {
        handles.values().stream()
                .filter(task -> within(task.order().namespace(), namespace))
                .forEach(RunningTask::cancel);
    }

    /** Stops everything without a word; when the host leaves. */
    public void cancelAll() {
        handles.values().forEach(RunningTask::cancel);
        handles.keySet().forEach(this::letGo);
    }

    /** Lets go of handles whose tasks are no longer open in the state. */
    public void settle(ThreadState state) {
        if (handles.isEmpty()) {
            return;
        }
        Set<Fence> out = out(state);
        for (Fence fence : handles.keySet()) {
            if (!out.contains(fence)) {
                letGo(fence);
            }
        }
    }

    /**
     * Whether all that the active run waits for is in flight here, so that nobody needs to take the thread over: its open tasks
     * are, no step is being reduced, and it has not been told to stop.
     */
    public boolean covers(ThreadState state) {
        ActiveRun active = state.active();
        Set<Fence> out = out(state);
        return active != null
                && active.ending() == null
                && !out.isEmpty()
                && handles.keySet().containsAll(out)
                && state.openNamespaces().stream().map(state::graph).noneMatch(GraphState::complete);
    }

    /** Sends every report again; for a host that has restarted and may have lost some. */
    public void reportAgain(Consumer<ThreadCommand> report) {
        handles.values()
                .forEach(handle ->
                        handle.outcome().thenAccept(outcome -> report.accept(reported(handle.order(), outcome))));
    }

    private static ThreadCommand reported(TaskOrder order, TaskOutcome outcome) {
        return new ThreadCommand.TaskReported(order.namespace(), order.task().id(), order.fence(), outcome);
    }

    private static Set<Fence> out(ThreadState state) {
        Set<Fence> out = new HashSet<>();
        for (String namespace : state.openNamespaces()) {
            for (DueTask task : state.graph(namespace).out()) {
                out.add(new Fence(state.epoch(), task.dispatch()));
            }
        }
        return out;
    }

    private static boolean within(String namespace, String outer) {
        return namespace.equals(outer) || namespace.startsWith(outer + "|");
    }

    private void letGo(Fence fence) {
        if (handles.remove(fence) != null) {
            hosting.inFlight().decrementAndGet();
        }
    }
}
