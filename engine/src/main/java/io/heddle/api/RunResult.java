package io.heddle.api;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param values the state it left, a JSON object
 * @param error why it failed; null otherwise
 */
public record RunResult(
        RunId run,
        RunStatus status,
        JsonValue values,
        @Nullable RunError error) {}
