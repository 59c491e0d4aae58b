package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as others see it.
 *
 * @param queuePosition how many runs end before this one starts; 0 when it runs or has ended
 * @param attempt 1, and one more for each owner that had to take the run over
 * @param error why it failed; null otherwise
 */
public record RunView(
        RunId id,
        ThreadKey thread,
        AssistantId assistant,
        String graphId,
        RunStatus status,
        MultitaskStrategy strategy,
        JsonValue metadata,
        JsonValue kwargs,
        int queuePosition,
        int attempt,
        boolean resumable,
        Instant createdAt,
        Instant updatedAt,
        @Nullable RunError error) {}
