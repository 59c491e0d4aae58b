package io.heddle.simulation;

import io.heddle.thread.Effect;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;

/** Where a bug can be planted in an owner, to see whether it would be found. */
interface Seams {
    /** Without a bug. */
    Seams SOUND = new Seams() {};

    /** A row as it is written. */
    default ThreadRow written(ThreadRow row) {
        return row;
    }

    /** A state as it is recovered. */
    default ThreadState recovered(ThreadState state) {
        return state;
    }

    /** An effect as it is carried out. */
    default Effect carriedOut(Effect effect, ThreadState state) {
        return effect;
    }

    /** A report or a recording as it reaches the thread. */
    default ThreadCommand delivered(ThreadCommand command, ThreadState state) {
        return command;
    }

    /** A run as it is asked for. */
    default RunSpec asked(RunSpec spec, ThreadState state) {
        return spec;
    }

    /** Whether an owner takes over what it finds unfinished. */
    default boolean claims() {
        return true;
    }

    /** Whether it answers before what it answers is written. */
    default boolean answersFirst() {
        return false;
    }
}
