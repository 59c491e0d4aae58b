package io.heddle.readside;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A sleep that others may end, but not before its least length. One sleeper; guarded by its lock. */
final class Pause {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean end;
    private boolean over;

    /** Ends the sleep under way, or the next one. */
    void end() {
        lock.lock();
        try {
            end = true;
            ended.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the sleep under way and all later ones, at once. */
    void close() {
        lock.lock();
        try {
            over = true;
            ended.signal();
        } finally {
            lock.unlock();
        }
    }

    void sleep(long leastMillis, long mostMillis) {
        long start = System.nanoTime();
        lock.lock();
        try {
            while (!over) {
                long due = end ? leastMillis : mostMillis;
                long left = TimeUnit.MILLISECONDS.toNanos(due) - (System.nanoTime() - start);
                if (left <= 0) {
                    end = false;
                    return;
                }
                ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
