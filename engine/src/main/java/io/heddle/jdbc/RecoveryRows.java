package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Reads the rows that a thread's owner recovers from. An owner first asks for the number of the newest row and then for the
 * rows up to it; the answer to the first question is the first page of the second, so both cost one query. Thread-safe.
 */
final class RecoveryRows {
    private static final String PAGE = """
            SELECT sequence_number, event_ser_id, writer::text, adapter_manifest, event_ser_manifest, event_payload, deleted
              FROM event_journal
             WHERE persistence_id = ? AND sequence_number >= ?
             ORDER BY sequence_number
             LIMIT ?
            """;

    private static final String NEWEST = "SELECT max(sequence_number) FROM event_journal WHERE persistence_id = ?";

    private final Connections connections;
    private final Executor executor;
    private final int pageRows;

    /** First pages that have been read and not been asked for; each is, within the recovery that asked for the number. */
    private final Map<String, Page> ready = new ConcurrentHashMap<>();

    /**
     * @param executor may block
     * @param pageRows rows of a page
     */
    RecoveryRows(Connections connections, Executor executor, int pageRows) {
        this.connections = connections;
        this.executor = executor;
        this.pageRows = pageRows;
    }

    /** Hands out a connection for one query. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    /** A row. Nobody changes its payload. */
    record Row(
            long sequence,
            int serializerId,
            String writer,
            String manifest,
            String serializerManifest,
            byte[] payload) {}

    /** The number of the newest row, 0 if there is none from {@code first} on. */
    CompletionStage<Long> newest(String persistenceId, long first) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Page page = read(persistenceId, first);
                    if (page.last() > first) {
                        ready.put(persistenceId, page);
                    }
                    return page.full() ? newest(persistenceId) : page.last();
                },
                executor);
    }

    /** The rows from number {@code first} on, in order; as many as a page holds, but none above {@code last}. */
    CompletionStage<Page> page(String persistenceId, long first, long last) {
        Page known = ready.remove(persistenceId);
        return known != null && known.first() <= first && known.last() >= first
                ? CompletableFuture.completedStage(known.within(first, last))
                : CompletableFuture.supplyAsync(() -> read(persistenceId, first).within(first, last), executor);
    }

    private Page read(String persistenceId, long first) {
        return query(PAGE, persistenceId, query -> {
            query.setLong(2, first);
            query.setInt(3, pageRows);
            try (ResultSet found = query.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                long last = 0;
                int count = 0;
                while (found.next()) {
                    count++;
                    last = found.getLong(1);
                    if (!found.getBoolean(7)) {
                        rows.add(new Row(
                                last,
                                found.getInt(2),
                                found.getString(3),
                                found.getString(4),
                                found.getString(5),
                                found.getBytes(6)));
                    }
                }
                return new Page(first, last, rows, count == pageRows);
            }
        });
    }

    private long newest(String persistenceId) {
        return query(NEWEST, persistenceId, query -> {
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        });
    }

    private <T> T query(String sql, String persistenceId, SqlQuery<T> query) {
        try (Connection connection = connections.open();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, persistenceId);
            return query.run(statement);
        } catch (SQLException e) {
            throw new DatabaseException("the journal of " + persistenceId + " could not be read", e);
        }
    }

    @FunctionalInterface
    private interface SqlQuery<T> {
        T run(PreparedStatement statement) throws SQLException;
    }

    /**
     * Rows one after the other.
     *
     * @param first the number from which they were read
     * @param last the number of the last one, of a deleted row too; 0 if there is none
     * @param full whether more may follow
     */
    record Page(long first, long last, List<Row> rows, boolean full) {
        Page {
            rows = List.copyOf(rows);
        }

        private Page within(long from, long to) {
            List<Row> wanted = rows.stream()
                    .filter(row -> row.sequence() >= from && row.sequence() <= to)
                    .toList();
            return new Page(from, Math.min(last, to), wanted, full && last < to);
        }
    }
}
