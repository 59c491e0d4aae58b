package io.heddle.task;

import io.heddle.step.TaskOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A task being run. Thread-safe. */
public final class RunningTask {
    private final TaskOrder order;
    private final CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();
    private volatile boolean cancelled;
    private volatile @Nullable Thread thread;

    RunningTask(TaskOrder order) {
        this.order = order;
    }

    public TaskOrder order() {
        return order;
    }

    /** Completes when the user's code has returned; never fails. */
    public CompletionStage<TaskOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    /** Asks the user's code to stop: its token is set and blocking calls are interrupted. From now on it is not heard. */
    public synchronized void cancel() {
        cancelled = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    synchronized void startedOn(Thread running) {
        thread = running;
        if (cancelled) {
            running.interrupt();
        }
    }

    void ended(TaskOutcome result) {
        synchronized (this) {
            thread = null;
        }
        outcome.complete(result);
    }
}
