package io.heddle.task;

import io.heddle.step.TaskOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A task being run, whichever of its attempts is at it. Thread-safe. */
public final class RunningTask {
    private final TaskOrder order;
    private final CompletableFuture<TaskOutcome> outcome = new CompletableFuture<>();
    private volatile boolean cancelled;
    private @Nullable Attempt current;
    private @Nullable Rest rest;

    RunningTask(TaskOrder order) {
        this.order = order;
    }

    /** The time between two attempts. */
    private record Rest(TaskTimer.Alarm alarm, Runnable stopped) {}

    public TaskOrder order() {
        return order;
    }

    /** Completes when the user's code has returned or no longer counts, and will not be tried again; never fails. */
    public CompletionStage<TaskOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    /** Asks the user's code to stop: its token is set and blocking calls are interrupted. From now on it is not heard. */
    public void cancel() {
        Attempt running;
        Rest resting;
        synchronized (this) {
            cancelled = true;
            running = current;
            resting = rest;
            rest = null;
        }
        if (running != null) {
            running.interrupt();
        }
        if (resting != null) {
            resting.alarm().cancel();
            resting.stopped().run();
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Whether a further attempt may begin. */
    synchronized boolean begins(Attempt attempt) {
        current = attempt;
        return !cancelled;
    }

    /** Rests, then does one of the two. */
    void rest(TaskTimer timer, Duration length, Runnable awake, Runnable stopped) {
        synchronized (this) {
            if (!cancelled) {
                rest = new Rest(timer.after(length, () -> wake(awake)), stopped);
                return;
            }
        }
        stopped.run();
    }

    void ended(TaskOutcome result) {
        synchronized (this) {
            current = null;
        }
        outcome.complete(result);
    }

    private void wake(Runnable awake) {
        synchronized (this) {
            if (rest == null) {
                return;
            }
            rest = null;
        }
        awake.run();
    }
}
