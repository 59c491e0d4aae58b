package io.heddle.host;

import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.TaskOutcome;
import io.heddle.stream.RunStream;
import io.heddle.task.EventSink;
import io.heddle.task.RunningTask;
import io.heddle.task.TaskOrder;
import io.heddle.task.TaskRunner;
import io.heddle.thread.Effect;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The tasks one thread has handed out, by fence. A handle stays until its report is part of the state, so a host that
 * restarts can find it again. Thread-safe.
 */
public final class TasksInFlight {
    private final ThreadKey key;
    private final TaskRunner runner;
    private final RunStreams streams;
    private final Duration cancelGrace;
    private final AtomicLong abandoned;
    private final Map<Fence, RunningTask> handles = new ConcurrentHashMap<>();

    /**
     * @param abandoned counts the tasks that did not stop within their grace
     */
    public TasksInFlight(
            ThreadKey key, TaskRunner runner, RunStreams streams, Duration cancelGrace, AtomicLong abandoned) {
        this.key = key;
        this.runner = runner;
        this.streams = streams;
        this.cancelGrace = cancelGrace;
        this.abandoned = abandoned;
    }

    public boolean isEmpty() {
        return handles.isEmpty();
    }

    /** Hands tasks out, except those that are out already under the same fence. */
    public void start(Effect.RunTasks effect, long now, Consumer<ThreadCommand> report) {
        Optional<RunStream> stream = streams.find(effect.run());
        for (DueTask task : effect.tasks()) {
            TaskOrder order = TaskOrder.of(key, effect, task, now);
            handles.computeIfAbsent(
                    order.fence(),
                    fence -> runner.start(order, new Sink(stream), outcome -> report.accept(reported(order, outcome))));
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
        CompletableFuture.allOf(ends)
                .orTimeout(cancelGrace.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((done, late) -> {
                    for (RunningTask task : running) {
                        if (!task.outcome().toCompletableFuture().isDone()) {
                            abandoned.incrementAndGet();
                        }
                        handles.remove(task.order().fence());
                    }
                    report.accept(new ThreadCommand.TasksStopped(fence));
                });
    }

    /** Stops everything without a word; when the host leaves. */
    public void cancelAll() {
        handles.values().forEach(RunningTask::cancel);
        handles.clear();
    }

    /** Lets go of handles whose tasks are no longer open in the state. */
    public void settle(ThreadState state) {
        handles.keySet()
                .removeIf(fence -> state.root().open().stream()
                        .noneMatch(task -> fence.equals(new Fence(state.epoch(), task.dispatch()))));
    }

    /** Whether every open task of the active run is in flight here, so that nobody needs to take the thread over. */
    public boolean covers(ThreadState state) {
        return !state.root().open().isEmpty()
                && state.root().open().stream()
                        .allMatch(task -> handles.containsKey(new Fence(state.epoch(), task.dispatch())));
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

    private record Sink(Optional<RunStream> stream) implements EventSink {
        @Override
        public boolean wants(StreamMode mode) {
            return stream.isPresent() && stream.get().wants(mode);
        }

        @Override
        public void emit(StreamEvent event) {
            stream.ifPresent(live -> live.emit(event));
        }
    }
}
