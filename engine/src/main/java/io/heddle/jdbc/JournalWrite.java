package io.heddle.jdbc;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What one actor wants written at once: all of its rows or none, all of one persistence id.
 *
 * <p>Immutable but for {@code done}, which {@link JournalCommit} completes exactly once: with null when the rows are on
 * disk, else with a {@link JournalWriteException}.
 */
record JournalWrite(String persistenceId, List<Row> rows, long bytes, CompletableFuture<Void> done) {

    /** About what a row needs beside its payload; only to keep batches of tiny rows within their limit of bytes. */
    private static final int ROW_OVERHEAD = 128;

    JournalWrite(String persistenceId, List<Row> rows) {
        this(persistenceId, List.copyOf(rows), sizeOf(rows), new CompletableFuture<>());
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a write without rows for " + persistenceId);
        }
    }

    private static long sizeOf(List<Row> rows) {
        long bytes = 0;
        for (Row row : rows) {
            bytes += ROW_OVERHEAD + row.payload().length;
        }
        return bytes;
    }

    long firstSequence() {
        return rows.getFirst().sequence();
    }

    /** One row of {@code event_journal}; the payload is not copied and must not be changed. */
    record Row(
            long sequence,
            long writtenAt,
            UUID writer,
            int serializerId,
            String adapterManifest,
            String manifest,
            byte[] payload) {}
}
