package io.heddle.task;

import io.heddle.graph.NodeTimeoutException;
import io.heddle.graph.Timeouts;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One try of a task. Law: it is closed once, by its end or by its lateness, and what it does counts only before that and
 * before its task is cancelled. Thread-safe.
 */
final class Attempt {
    private final RunningTask task;
    private final int number;
    private final int most;
    private final @Nullable Instant deadline;
    private final Watch watch;
    private boolean open = true;
    private @Nullable Thread thread;

    /**
     * @param number 1 for the first attempt of this hand-out
     * @param most how many attempts a hand-out may come to
     * @param late called if it has run out of time and is closed
     */
    Attempt(
            RunningTask task,
            int number,
            int most,
            Timeouts limits,
            Instant now,
            TaskTimer timer,
            BiConsumer<Attempt, NodeTimeoutException> late) {
        this.task = task;
        this.number = number;
        this.most = most;
        this.deadline = limits.attempt() == null ? null : now.plus(limits.attempt());
        this.watch = new Watch(task.order().task().node(), limits, timer, over -> {
            if (abandon()) {
                late.accept(this, over);
            }
        });
    }

    int number() {
        return number;
    }

    /** Its number within the visit; with an unchanged policy, no two attempts have the same. */
    int numberInVisit() {
        return (task.order().task().attempt() - 1) * most + number;
    }

    /** What ids made by this attempt derive from, besides the visit; under any policy, no two attempts have the same. */
    String label() {
        String handOut = String.valueOf(task.order().task().attempt());
        return number == 1 ? handOut : handOut + "." + number;
    }

    Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** Whether what it does counts. */
    synchronized boolean counts() {
        return open && !task.cancelled();
    }

    /** Does something quick, if it counts; it is not closed meanwhile. */
    synchronized void ifItCounts(Runnable quick) {
        if (counts()) {
            quick.run();
        }
    }

    void progress() {
        watch.progress();
    }

    void heartbeat() {
        watch.heartbeat();
    }

    synchronized void startedOn(Thread running) {
        thread = running;
        watch.start();
        if (task.cancelled()) {
            running.interrupt();
        }
    }

    /** The user's code has returned; false if nobody waits for that any more. */
    synchronized boolean end() {
        watch.stop();
        boolean first = open;
        open = false;
        thread = null;
        return first;
    }

    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Nobody waits for the user's code any more; false if it has returned, or is waited for because of a cancel. */
    private synchronized boolean abandon() {
        if (!open || task.cancelled()) {
            return false;
        }
        open = false;
        interrupt();
        return true;
    }
}
