package io.heddle.task;

import io.heddle.api.RunError;

/** Ends a task with an error that has a name of its own. */
final class TaskFault extends RuntimeException {
    private final transient RunError error;

    TaskFault(String name, String message) {
        super(message, null, false, false);
        this.error = new RunError(name, message);
    }

    RunError error() {
        return error;
    }
}
