package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;

/** An assistant as others see it. System assistants are made by the engine, one a graph, and cannot be changed. */
public record AssistantView(
        AssistantId id,
        String graphId,
        int version,
        String name,
        JsonValue config,
        JsonValue context,
        JsonValue metadata,
        Instant createdAt,
        Instant updatedAt) {}
