package io.heddle.api;

import java.util.Map;

/**
 * What a thread takes up in storage, in bytes. What a copy reads from its source is the source's.
 *
 * @param rows journal rows, one a decision
 * @param rowBytes their size
 * @param snapshots kept states, which shorten recovery
 * @param snapshotBytes their size
 * @param channels the encoded size of each channel's value where the thread stands
 * @param pending outcomes of tasks that have ended while their step has not
 * @param pendingBytes their size
 */
public record StorageView(
        long rows,
        long rowBytes,
        long snapshots,
        long snapshotBytes,
        Map<String, Long> channels,
        long pending,
        long pendingBytes) {
    public StorageView {
        channels = Map.copyOf(channels);
    }

    /** What is stored: rows and snapshots. */
    public long totalBytes() {
        return rowBytes + snapshotBytes;
    }
}
