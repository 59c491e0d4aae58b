package io.heddle.task;

import java.util.concurrent.ThreadFactory;

/**
 * Where and when user code runs: each piece on a thread of its own, by the time of this machine. A simulation may run one
 * piece after the other, and move time by hand. Thread-safe.
 */
@FunctionalInterface
public interface TaskThreads {
    /** A virtual thread for each piece. */
    TaskThreads VIRTUAL = (name, work) -> Thread.ofVirtual().name(name).start(work);

    /** Has {@code work} run, now or soon; {@code name} is for people who look at the threads. */
    void start(String name, Runnable work);

    /** Threads for what a host itself waits for: one for each piece of blocking work. */
    default ThreadFactory forHost() {
        return Thread.ofVirtual().name("heddle-", 0).factory();
    }

    /** What nodes' limits, and the rests between their attempts, go by. */
    default TaskTimer timer() {
        return TaskTimer.SYSTEM;
    }
}
