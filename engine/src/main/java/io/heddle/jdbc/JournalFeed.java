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
 * <p>Rows of one persistence id come in the order of their numbers, since each is written after the one before was
 * committed; so a batch names the first and the last of each, and whoever needs their content reads it by number.
 */
public final class JournalFeed {

    static final String AFTER = """
            WITH horizon AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin),
            page AS MATERIALIZED (
                 SELECT txid, ordering, persistence_id, sequence_number
                   FROM event_journal
                  WHERE (txid, ordering) > (?::text::xid8, ?) AND txid < (SELECT xmin FROM horizon)
                  ORDER BY txid, ordering
                  LIMIT ?),
            latest AS (SELECT txid, ordering FROM page ORDER BY txid DESC, ordering DESC LIMIT 1),
            span AS (
                 SELECT persistence_id, min(sequence_number) AS first, max(sequence_number) AS last, count(*) AS rows,
                        min(txid::text::bigint) AS txid, min(ordering) AS ordering
                   FROM page
                  GROUP BY persistence_id)
            SELECT horizon.xmin::text::bigint, latest.txid::text::bigint, latest.ordering,
                   span.persistence_id, span.first, span.last, span.rows
              FROM horizon
              LEFT JOIN latest ON true
              LEFT JOIN span ON true
             ORDER BY span.txid, span.ordering
            """;

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

    /** What the next {@code limit} rows after a position are about; empty when the follower is up to date. */
    public CompletionStage<Batch> readAfter(JournalPosition position, int limit) {
        return database.call(connection -> {
            try (PreparedStatement after = connection.prepareStatement(AFTER)) {
                after.setString(1, Long.toString(position.txid()));
                after.setLong(2, position.ordering());
                after.setInt(3, limit);
                try (ResultSet found = after.executeQuery()) {
                    List<JournalSpan> spans = new ArrayList<>();
                    JournalPosition next = position;
                    long horizon = 0;
                    int rows = 0;
                    while (found.next()) {
                        horizon = found.getLong(1);
                        if (found.getLong(7) != 0) {
                            next = new JournalPosition(found.getLong(2), found.getLong(3));
                            spans.add(new JournalSpan(found.getString(4), found.getLong(5), found.getLong(6)));
                            rows += found.getInt(7);
                        }
                    }
                    return new Batch(position, spans, rows, next, rows < limit ? horizon : next.txid());
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
     * @param spans whose rows they are, each persistence id once, in the order of their first rows
     * @param rows how many they are
     * @param next the position of the last row, or {@code from} when there is none
     * @param seenBelow a follower at {@code next} has seen every row of every transaction below this number
     */
    public record Batch(JournalPosition from, List<JournalSpan> spans, int rows, JournalPosition next, long seenBelow) {

        public Batch {
            spans = List.copyOf(spans);
        }
    }
}
