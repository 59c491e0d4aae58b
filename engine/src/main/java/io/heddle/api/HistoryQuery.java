package io.heddle.api;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Which checkpoints to list.
 *
 * @param limit 1 to 1,000
 * @param before only checkpoints made before this one
 * @param metadata containment filter over checkpoint metadata
 * @param namespace of the graph, {@code ""} for the graph itself
 */
public record HistoryQuery(
        int limit, @Nullable CheckpointId before, @Nullable JsonValue metadata, String namespace) {
    public static final HistoryQuery LATEST_TEN = latest(10);

    /** Of the graph itself. */
    public HistoryQuery(int limit, @Nullable CheckpointId before, @Nullable JsonValue metadata) {
        this(limit, before, metadata, "");
    }

    public static HistoryQuery latest(int limit) {
        return new HistoryQuery(limit, null, null);
    }

    public HistoryQuery before(CheckpointId newer) {
        return new HistoryQuery(limit, newer, metadata, namespace);
    }

    /** Only checkpoints whose metadata hold these members; nested objects likewise. */
    public HistoryQuery where(JsonValue members) {
        return new HistoryQuery(limit, before, members, namespace);
    }

    public HistoryQuery in(String inner) {
        return new HistoryQuery(limit, before, metadata, inner);
    }
}
