package io.heddle.http.wire;

import io.heddle.api.StorageView;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/** What a thread takes up, on the wire. Its rows make its checkpoints, so they are counted as these. */
public final class StorageJson {
    private StorageJson() {}

    public static JsonValue of(ThreadKey thread, StorageView storage) {
        long values =
                storage.channels().values().stream().mapToLong(bytes -> bytes).sum();
        return new Members()
                .with("thread_id", thread.thread().value())
                .with("total_bytes", storage.totalBytes())
                .with("checkpoints", counted(storage.rows(), storage.rowBytes()).json())
                .with(
                        "snapshots",
                        counted(storage.snapshots(), storage.snapshotBytes()).json())
                .with(
                        "channel_values",
                        counted(storage.channels().size(), values)
                                .with("by_channel", JsonValue.encode(sorted(storage.channels())))
                                .json())
                .with(
                        "pending_writes",
                        counted(storage.pending(), storage.pendingBytes()).json())
                .json();
    }

    private static Members counted(long count, long bytes) {
        return new Members().with("count", count).with("bytes", bytes);
    }

    private static Map<String, Long> sorted(Map<String, Long> channels) {
        return new TreeMap<>(channels);
    }
}
