package io.heddle.readside;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A sleep that others may end. One sleeper; guarded by its lock. */
final class Pause {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean ended;
    private boolean over;

    /** Ends the sleep under way, or the next one. */
    void end() {
        lock.lock();
        try {
            ended = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the sleep under way and all later ones, at once. */
    void close() {
        lock.lock();
        try {
            over = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    void sleep(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            for (long left = end - System.nanoTime(); left > 0 && !ended && !over; left = end - System.nanoTime()) {
                wake.awaitNanos(left);
            }
            ended = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
