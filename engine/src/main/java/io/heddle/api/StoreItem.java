package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item of the store. Times are those of the node that wrote it, in milliseconds.
 *
 * @param value byte for byte as it was put
 * @param createdAt when the item was first put; putting it again leaves this
 * @param updatedAt when it was last put
 * @param expiresAt when it will be gone unless it is put or read before; null for never
 */
public record StoreItem(
        StoreNamespace namespace,
        String key,
        JsonValue value,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt) {}
