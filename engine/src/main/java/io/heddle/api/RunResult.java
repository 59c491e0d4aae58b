package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param values the state it left, a JSON object
 * @param next the nodes that were due when it ended; empty if it came to the end of its graph
 * @param interrupts the questions that were open
 * @param error why it failed; null otherwise
 */
public record RunResult(
        RunId run,
        RunStatus status,
        JsonValue values,
        List<String> next,
        List<Interrupt> interrupts,
        @Nullable RunError error) {
    public RunResult {
        next = List.copyOf(next);
        interrupts = List.copyOf(interrupts);
    }

    /** Whether it rests before nodes that are due: at a question, or at a breakpoint. */
    public boolean isPaused() {
        return status == RunStatus.SUCCESS && !next.isEmpty();
    }
}
