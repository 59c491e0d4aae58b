package io.heddle.api;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Which checkpoints to list.
 *
 * @param limit 1 to 1,000
 * @param before only checkpoints made before this one
 * @param metadata containment filter over checkpoint metadata
 */
public record HistoryQuery(
        int limit, @Nullable CheckpointId before, @Nullable JsonValue metadata) {
    public static final HistoryQuery LATEST_TEN = new HistoryQuery(10, null, null);
}
