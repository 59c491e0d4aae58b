package io.heddle;

import io.heddle.api.RunError;
import io.heddle.api.RunResult;
import io.heddle.api.ThreadKey;

/** A run did not come to rest well; the thread keeps what its committed steps wrote and may go on. */
public final class RunFailedException extends RuntimeException {
    private final transient RunResult result;

    RunFailedException(ThreadKey thread, RunResult result) {
        super("run %s on thread %s: %s".formatted(result.run(), thread, why(result)), null, false, true);
        this.result = result;
    }

    public RunResult result() {
        return result;
    }

    private static String why(RunResult result) {
        RunError error = result.error();
        return error == null ? result.status().wire() : error.name() + ": " + error.message();
    }
}
