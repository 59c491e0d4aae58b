package io.heddle.bench.subject;

import io.heddle.bench.measure.Server;
import io.heddle.codec.EventCodec;
import io.heddle.thread.ThreadEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs that have ended, by what the journal says; each row is read once. Thread-safe. */
final class EndedRuns {
    private static final int AT_ONCE = 2_000;

    private final Server.Database database;
    private final EventCodec codec = new EventCodec();
    private long readUpTo;
    private long ended;

    EndedRuns(Server.Database database) {
        this.database = database;
    }

    /** Of all rows there are; to be asked while nothing is written. */
    synchronized long count() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT ordering, event_payload FROM event_journal WHERE ordering > ?")) {
                select.setFetchSize(AT_ONCE);
                select.setLong(1, readUpTo);
                try (ResultSet row = select.executeQuery()) {
                    long seen = readUpTo;
                    while (row.next()) {
                        seen = Math.max(seen, row.getLong(1));
                        ended += codec.decode(row.getBytes(2)).events().stream()
                                .filter(ThreadEvent.RunEnded.class::isInstance)
                                .count();
                    }
                    readUpTo = seen;
                }
            }
        }
        return ended;
    }
}
