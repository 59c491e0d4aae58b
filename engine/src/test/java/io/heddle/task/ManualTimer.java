package io.heddle.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer that a test moves. Thread-safe. */
final class ManualTimer implements TaskTimer {
    private final List<Pending> pending = new ArrayList<>();
    private long now;

    private record Pending(long at, Runnable action) {}

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable action) {
        Pending alarm = new Pending(now + delay.toNanos(), action);
        pending.add(alarm);
        notifyAll();
        return () -> forget(alarm);
    }

    /** Moves time on, and rings what is due. */
    void advance(Duration by) {
        List<Pending> due;
        synchronized (this) {
            now += by.toNanos();
            due = pending.stream().filter(alarm -> alarm.at() <= now).toList();
            pending.removeAll(due);
        }
        due.forEach(alarm -> alarm.action().run());
    }

    /** When the next alarm will ring, counted from now; waits until there is one. */
    synchronized Duration next() throws InterruptedException {
        while (pending.isEmpty()) {
            wait();
        }
        return Duration.ofNanos(
                pending.stream().map(Pending::at).min(Comparator.naturalOrder()).orElseThrow() - now);
    }

    synchronized int waiting() {
        return pending.size();
    }

    private synchronized void forget(Pending alarm) {
        pending.remove(alarm);
    }
}
