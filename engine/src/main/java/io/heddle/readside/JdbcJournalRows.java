package io.heddle.readside;

import io.heddle.api.ThreadKey;
import io.heddle.host.JournalRows;
import io.heddle.jdbc.Database;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Journals as they stand in PostgreSQL. Thread-safe; waits for a connection on the caller's thread. */
public final class JdbcJournalRows implements JournalRows {
    private final Database database;
    private final ThreadJournal journal = new ThreadJournal();

    public JdbcJournalRows(Database database) {
        this.database = database;
    }

    @Override
    public Optional<ThreadState> snapshot(ThreadKey key, long sequence) {
        return database.callNow(connection -> Optional.ofNullable(
                journal.snapshots(connection, Map.of(key, sequence)).get(key)));
    }

    @Override
    public List<ThreadRow> rows(ThreadKey key, long from, long to) {
        return database.callNow(connection -> journal.rows(connection, key, Math.max(1, from), to));
    }
}
