package io.heddle.task;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Time as running tasks feel it: their limits, and the rests between their attempts. A test may move it by hand. Thread-safe. */
public interface TaskTimer {
    /** The time of this machine. */
    TaskTimer SYSTEM = new TaskTimer() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Alarm after(Duration delay, Runnable action) {
            CompletableFuture<Void> due = new CompletableFuture<>();
            due.thenRunAsync(action, Thread::startVirtualThread);
            due.completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        }
    };

    /** Nanoseconds since some moment. */
    long nanos();

    /** Runs {@code action}, which is quick, when {@code delay} is over; not before this returns. */
    Alarm after(Duration delay, Runnable action);

    /** The same future, which fails with a {@link TimeoutException} if it takes longer than {@code limit}. */
    default <T> CompletableFuture<T> within(Duration limit, CompletableFuture<T> future) {
        Alarm alarm =
                after(limit, () -> future.completeExceptionally(new TimeoutException("it took longer than " + limit)));
        return future.whenComplete((done, thrown) -> alarm.cancel());
    }

    /** Something that will happen. */
    interface Alarm {
        /** Keeps it from happening, unless it has. */
        void cancel();
    }
}
