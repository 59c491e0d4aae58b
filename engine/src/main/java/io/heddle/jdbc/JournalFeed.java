package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The whole journal in an order that can be followed without missing a row, and the offsets of those who follow.
 *
 * <p>Thread-safe. A row is shown once every transaction that began before its own has ended: below
 * {@code pg_snapshot_xmin} nothing can appear any more, so a position passed is passed for good. The price is that one
 * long-running writing transaction, of any database on the server, holds all followers back, which {@link Batch#seenBelow} shows.
 *
 * <p>Rows of one persistence id come in the order of their numbers: each is written after the one before was committed.
 */
public final class JournalFeed {

    static final String AFTER = """
            SELECT horizon.xmin::text::bigint, j.*
              FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) AS horizon
              LEFT JOIN LATERAL (
                   SELECT txid::text::bigint, ordering, %s
                     FROM event_journal
                    WHERE (txid, ordering) > (?::text::xid8, ?) AND txid < horizon.xmin
                    ORDER BY event_journal.txid, event_journal.ordering
                    LIMIT ?) AS j ON true
            """.formatted(JournalRow.COLUMNS);

    private static final String BARRIER = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

    private static final String OFFSET = "SELECT txid::text::bigint, ordering FROM follower_offset WHERE name = ?";

    private static final String BEGIN = """
            INSERT INTO follower_offset (name, txid, ordering) VALUES (?, '0'::xid8, 0) ON CONFLICT (name) DO NOTHING
            """;

    private static final String ADVANCE = """
            UPDATE follower_offset SET txid = ?::text::xid8, ordering = ?
             WHERE name = ? AND txid = ?::text::xid8 AND ordering = ?
            """;

    private final Database database;

    public JournalFeed(Database database) {
        this.database = database;
    }

    /**
     * The next rows after a position, at most {@code limit}; empty when the follower is up to date.
     *
     * @param limit rows of up to 64 kB each are held at once, so keep it in the hundreds
     */
    public CompletionStage<Batch> readAfter(JournalPosition position, int limit) {
        return database.call(connection -> {
            try (PreparedStatement after = connection.prepareStatement(AFTER)) {
                after.setString(1, Long.toString(position.txid()));
                after.setLong(2, position.ordering());
                after.setInt(3, limit);
                try (ResultSet rows = after.executeQuery()) {
                    List<JournalRow> found = new ArrayList<>();
                    JournalPosition next = position;
                    long horizon = 0;
                    while (rows.next()) {
                        horizon = rows.getLong(1);
                        if (rows.getLong(2) != 0) {
                            next = new JournalPosition(rows.getLong(2), rows.getLong(3));
                            found.add(JournalRow.from(rows, 4));
                        }
                    }
                    return new Batch(position, found, next, found.size() < limit ? horizon : next.txid());
                }
            }
        });
    }

    /**
     * The number below which every transaction has begun by now. A follower whose {@link Batch#seenBelow} has reached it has
     * seen whatever was committed, or is still being committed, at the time of this call.
     */
    public CompletionStage<Long> barrier() {
        return database.call(connection -> {
            try (PreparedStatement barrier = connection.prepareStatement(BARRIER);
                    ResultSet row = barrier.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Where the named follower stands; {@link JournalPosition#START} when it has never moved. */
    public CompletionStage<JournalPosition> offset(String name) {
        return database.call(connection -> {
            try (PreparedStatement offset = connection.prepareStatement(OFFSET)) {
                offset.setString(1, name);
                try (ResultSet row = offset.executeQuery()) {
                    return row.next() ? new JournalPosition(row.getLong(1), row.getLong(2)) : JournalPosition.START;
                }
            }
        });
    }

    /**
     * Writes what was read and moves the follower past it, in one transaction.
     *
     * @param projection writes on the connection given; does not commit. It runs after the offset row is locked, so two
     *     followers of one name take turns
     * @return false when another follower of that name has moved meanwhile: nothing was written; read the offset again
     */
    public CompletionStage<Boolean> withProjection(String name, Batch batch, Projection projection) {
        return database.transact(connection -> {
            if (!advance(connection, name, batch)) {
                return false;
            }
            projection.write(connection, batch);
            return true;
        });
    }

    private static boolean advance(Connection connection, String name, Batch batch) throws SQLException {
        if (batch.from().equals(JournalPosition.START)) {
            try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
                begin.setString(1, name);
                begin.executeUpdate();
            }
        }
        try (PreparedStatement advance = connection.prepareStatement(ADVANCE)) {
            advance.setString(1, Long.toString(batch.next().txid()));
            advance.setLong(2, batch.next().ordering());
            advance.setString(3, name);
            advance.setString(4, Long.toString(batch.from().txid()));
            advance.setLong(5, batch.from().ordering());
            return advance.executeUpdate() == 1;
        }
    }

    /** What a projection does with a batch, inside the transaction that moves its offset. */
    @FunctionalInterface
    public interface Projection {
        void write(Connection connection, Batch batch) throws SQLException;
    }

    /**
     * @param from the position asked for
     * @param next the position of the last row, or {@code from} when there is none
     * @param seenBelow a follower at {@code next} has seen every row of every transaction below this number
     */
    public record Batch(JournalPosition from, List<JournalRow> rows, JournalPosition next, long seenBelow) {

        public Batch {
            rows = List.copyOf(rows);
        }
    }
}
