package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A thread as others see it.
 *
 * @param values the head's committed state, a JSON object; null before the first run
 * @param config the {@code configurable} values of its last run
 * @param interrupts open questions by task id, a JSON object
 * @param error why its last run failed; null otherwise
 * @param ttl how long it lives; null for ever
 * @param expiresAt when its time is over, if nothing is written to it before; null for never
 */
public record ThreadView(
        ThreadKey key,
        Instant createdAt,
        Instant updatedAt,
        Instant stateUpdatedAt,
        JsonValue metadata,
        JsonValue config,
        ThreadStatus status,
        @Nullable JsonValue values,
        JsonValue interrupts,
        @Nullable RunError error,
        @Nullable ThreadTtl ttl,
        @Nullable Instant expiresAt) {}
