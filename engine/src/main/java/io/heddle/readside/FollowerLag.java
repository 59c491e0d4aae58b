package io.heddle.readside;

import io.heddle.jdbc.Database;
import io.heddle.jdbc.JournalPosition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;

/**
 * How far behind the journal's end a follower is.
 *
 * @param rows committed rows that are not projected; counted up to 10,000
 * @param age how long the oldest of them has been waiting
 */
public record FollowerLag(long rows, Duration age) {
    public static final FollowerLag NONE = new FollowerLag(0, Duration.ZERO);

    /** Counts what is committed, whether or not the feed may show it yet: a horizon that stands still is a lag too. */
    private static final String MEASURE = """
            SELECT count(*), coalesce(min(write_timestamp), 0)
              FROM (SELECT write_timestamp
                      FROM event_journal
                     WHERE (txid, ordering) > (?::text::xid8, ?)
                     ORDER BY txid, ordering
                     LIMIT 10000) AS waiting
            """;

    static FollowerLag measure(Database database, JournalPosition position, long now) {
        return database.callNow(connection -> {
            try (PreparedStatement measure = connection.prepareStatement(MEASURE)) {
                measure.setString(1, Long.toString(position.txid()));
                measure.setLong(2, position.ordering());
                try (ResultSet row = measure.executeQuery()) {
                    row.next();
                    long rows = row.getLong(1);
                    return rows == 0
                            ? NONE
                            : new FollowerLag(rows, Duration.ofMillis(Math.max(0, now - row.getLong(2))));
                }
            }
        });
    }
}
