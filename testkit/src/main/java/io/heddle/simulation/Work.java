package io.heddle.simulation;

import io.heddle.thread.ThreadCommand;

/** Something that is about to happen on behalf of an owner. */
sealed interface Work {
    Owner owner();

    /**
     * User code begins.
     *
     * @param granted the last row that its owner knew when it was handed out
     */
    record Code(Owner owner, long granted, String name, Runnable code) implements Work {
        @Override
        public String toString() {
            return name;
        }
    }

    /** User code has ended, and its owner hears of it. */
    record Report(Owner owner, ThreadCommand command) implements Work {}
}
