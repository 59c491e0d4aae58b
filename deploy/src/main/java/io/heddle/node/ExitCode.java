package io.heddle.node;

/** What the process says to its starter. Documented in every {@code --help}. */
enum ExitCode {
    /** Done, or stopped in order. */
    FINE(0),
    /** A bug, or a machine that broke. */
    UNEXPECTED(1),
    /** The command line was not understood. */
    USAGE(2),
    /** A refusal with cause, key and mend; trying again without mending is useless. */
    REFUSED(3),
    /** A node that ran lost its place in the cluster and stopped; starting it again is right. */
    LOST(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
