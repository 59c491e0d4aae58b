package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an assistant as others see it. System assistants are made by the engine, one a graph, and cannot be changed.
 *
 * @param version counts from 1
 * @param createdAt when the assistant was made
 * @param updatedAt when this version was made
 */
public record AssistantView(
        AssistantId id,
        String graphId,
        int version,
        String name,
        @Nullable String description,
        JsonValue config,
        JsonValue context,
        JsonValue metadata,
        Instant createdAt,
        Instant updatedAt) {}
