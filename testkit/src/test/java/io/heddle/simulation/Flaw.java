package io.heddle.simulation;

/** A bug planted in the host of a simulated thread, to see whether the simulation would find it. */
enum Flaw {
    NONE,
    /** After a crash nobody claims what was unfinished. */
    NOBODY_TAKES_OVER,
    /** A row is written without its last event. */
    A_ROW_LOSES_AN_EVENT,
    /** A snapshot leaves out what the tasks of the open step have come to. */
    A_SNAPSHOT_FORGETS_OUTCOMES,
    /** A client hears that its run was accepted before that is written. */
    ANSWERS_BEFORE_WRITING,
    /** A report of a replaced hand-out is taken for one of the open one. */
    FENCES_ARE_IGNORED
}
