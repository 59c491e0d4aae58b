package io.heddle.task;

/** Where user code runs: each piece on a thread of its own. A simulation may run one piece after the other. Thread-safe. */
@FunctionalInterface
public interface TaskThreads {
    /** A virtual thread for each piece. */
    TaskThreads VIRTUAL = (name, work) -> Thread.ofVirtual().name(name).start(work);

    /** Has {@code work} run, now or soon; {@code name} is for people who look at the threads. */
    void start(String name, Runnable work);
}
