package io.heddle.bench;

/** Something that is done to the engine and to baselines, and what is found by it. */
interface Workload {
    /** As it is asked for, such as {@code W1}. */
    String name();

    /** What it does, for people. */
    String what();

    void run(World world) throws Exception;
}
