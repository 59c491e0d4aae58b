package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Reads one persistence id's rows in order, for history and for streams that go back further than memory.
 *
 * <p>Thread-safe. Pages are separate queries by number, so a slow reader holds no connection, transaction or cursor between
 * them; rows never change, so the pages fit together all the same.
 */
public final class JournalReader {

    private static final int PAGE_ROWS = 200;

    private static final String PAGE = "SELECT " + JournalRow.COLUMNS + """
              FROM event_journal
             WHERE persistence_id = ? AND sequence_number BETWEEN ? AND ? AND NOT deleted
             ORDER BY sequence_number
             LIMIT ?
            """;

    private static final String NEWEST =
            "SELECT coalesce(max(sequence_number), 0) FROM event_journal WHERE persistence_id = ?";

    private final Database database;

    public JournalReader(Database database) {
        this.database = database;
    }

    /** The number of the newest row, 0 when there is none. */
    public CompletionStage<Long> newestSequence(String persistenceId) {
        return database.call(connection -> {
            try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
                newest.setString(1, persistenceId);
                try (ResultSet row = newest.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** At most {@code limit} rows from number {@code from} to {@code to}, both included, in order. */
    public CompletionStage<List<JournalRow>> page(String persistenceId, long from, long to, int limit) {
        return database.call(connection -> page(connection, persistenceId, from, to, limit));
    }

    /**
     * Hands rows to the visitor, in order, until it returns false or there are no more; blocks a database thread meanwhile,
     * so the visitor must not wait for anything.
     *
     * @return how many rows the visitor saw
     */
    public CompletionStage<Long> forEach(String persistenceId, long from, long to, Predicate<JournalRow> visitor) {
        return database.call(connection -> {
            long seen = 0;
            long next = from;
            while (next <= to) {
                List<JournalRow> page = page(connection, persistenceId, next, to, PAGE_ROWS);
                for (JournalRow row : page) {
                    seen++;
                    if (!visitor.test(row)) {
                        return seen;
                    }
                }
                if (page.size() < PAGE_ROWS) {
                    return seen;
                }
                next = page.getLast().sequence() + 1;
            }
            return seen;
        });
    }

    /** As {@link #page(String, long, long, int)}, inside somebody's transaction. */
    public static List<JournalRow> page(Connection connection, String persistenceId, long from, long to, int limit)
            throws SQLException {
        try (PreparedStatement page = connection.prepareStatement(PAGE)) {
            page.setString(1, persistenceId);
            page.setLong(2, from);
            page.setLong(3, to);
            page.setInt(4, limit);
            try (ResultSet rows = page.executeQuery()) {
                List<JournalRow> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(JournalRow.from(rows, 1));
                }
                return found;
            }
        }
    }
}
