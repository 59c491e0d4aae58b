package io.heddle.testkit;

import io.heddle.task.TaskThreads;
import io.heddle.task.TaskTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;

/**
 * The time of a test: it passes without anybody waiting. Whatever an engine does by time goes by it: the rests between
 * attempts, the limits of nodes, {@code context.now()} and {@code context.deadline()}, the times of checkpoints.
 *
 * <p>When nothing is left to do but to wait, time goes on by itself to whatever comes next; a node that is tried again in an
 * hour is tried again at once, an hour later. While a node's code runs, time stands still: {@link #advance} moves it. Time
 * never goes back. Thread-safe.
 */
public final class VirtualTime implements InstantSource {
    /** When every test begins. */
    public static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration NEVER = Duration.ofDays(36_500);

    private final Activity activity = new Activity(this::goOnIfIdle);
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::due).thenComparingLong(Alarm::number));
    private long nanos;
    private long numbers;
    private boolean held;

    /** Something that will happen, in the order of its time and then of its setting. */
    private record Alarm(long due, long number, Runnable action) {}

    @Override
    public Instant instant() {
        return BEGINNING.plus(elapsed());
    }

    /** How long it is since {@link #BEGINNING}. */
    public synchronized Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    /** Keeps time from going on by itself: from now on only {@link #advance} moves it. */
    public synchronized void hold() {
        held = true;
    }

    /** Lets time go on by itself again. */
    public void release() {
        synchronized (this) {
            held = false;
        }
        goOnIfIdle();
    }

    /**
     * Moves time on. First lets the engine come to where it waits; then everything that is due happens, one after the other
     * and each at its time; and returns when all that follows has ended or waits again. A node may call it too: its own work
     * takes that long then.
     */
    public void advance(Duration by) {
        long goal;
        synchronized (this) {
            goal = nanos + by.toNanos();
        }
        do {
            activity.awaitRest();
        } while (goOn(goal));
        synchronized (this) {
            nanos = Math.max(nanos, goal);
        }
    }

    /** Where the code of an engine runs that goes by this time. */
    TaskThreads threads() {
        ThreadFactory host = TaskThreads.VIRTUAL.forHost();
        return new TaskThreads() {
            @Override
            public void start(String name, Runnable work) {
                TaskThreads.VIRTUAL.start(name, activity.piece(work));
            }

            @Override
            public ThreadFactory forHost() {
                return work -> host.newThread(activity.piece(work));
            }

            @Override
            public TaskTimer timer() {
                return timer;
            }
        };
    }

    private final TaskTimer timer = new TaskTimer() {
        @Override
        public long nanos() {
            activity.begins();
            return elapsed().toNanos();
        }

        @Override
        public TaskTimer.Alarm after(Duration delay, Runnable action) {
            return set(delay, action);
        }
    };

    private TaskTimer.Alarm set(Duration delay, Runnable action) {
        if (delay.compareTo(NEVER) >= 0) {
            return () -> {};
        }
        synchronized (this) {
            Alarm alarm = new Alarm(nanos + delay.toNanos(), numbers++, action);
            alarms.add(alarm);
            return () -> forget(alarm);
        }
    }

    private synchronized void forget(Alarm alarm) {
        alarms.remove(alarm);
    }

    private void goOnIfIdle() {
        boolean waits;
        synchronized (this) {
            waits = !held;
        }
        if (waits && activity.isIdle()) {
            goOn(Long.MAX_VALUE);
        }
    }

    /** Goes on to the next alarm, and has it happen; false if there is none until {@code limit}. */
    private boolean goOn(long limit) {
        Runnable next;
        synchronized (this) {
            Alarm alarm = alarms.peek();
            if (alarm == null || alarm.due() > limit) {
                return false;
            }
            alarms.remove();
            nanos = Math.max(nanos, alarm.due());
            next = activity.piece(alarm.action());
        }
        TaskThreads.VIRTUAL.start("virtual time", next);
        return true;
    }
}
