package io.heddle.api;

import io.heddle.json.JsonValue;
import java.time.Instant;

/**
 * One item of the store. Times are those of the node that wrote it, in milliseconds.
 *
 * @param value byte for byte as it was put
 * @param createdAt when the item was first put; putting it again leaves this
 * @param updatedAt when it was last put
 */
public record StoreItem(StoreNamespace namespace, String key, JsonValue value, Instant createdAt, Instant updatedAt) {}
