package io.heddle.readside;

import io.heddle.api.RunId;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.jdbc.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The threads that have a run pending or running: those that may wait for an owner after a node was lost. Thread-safe.
 *
 * <p>As true as the follower is far. Ask only after {@link ThreadIndexFollower#passedNow} has completed, or a run that was
 * accepted a moment before is not there.
 */
public final class BusyThreads {
    private static final String PAGE = """
            SELECT b.thread, i.tenant, i.thread_id, b.since, b.run
              FROM thread_busy b
              JOIN thread_index i ON i.thread = b.thread
             WHERE b.thread > ?
             ORDER BY b.thread
             LIMIT ?
            """;

    private final Database database;

    public BusyThreads(Database database) {
        this.database = database;
    }

    /** The first page of at most {@code limit} threads. */
    public CompletionStage<Page> first(int limit) {
        return after(0, limit);
    }

    /** The page after {@code place}, which is that of the page before. */
    public CompletionStage<Page> after(long place, int limit) {
        return database.call(connection -> {
            try (PreparedStatement page = connection.prepareStatement(PAGE)) {
                page.setLong(1, place);
                page.setInt(2, limit);
                List<BusyThread> threads = new ArrayList<>();
                long last = place;
                try (ResultSet rows = page.executeQuery()) {
                    while (rows.next()) {
                        last = rows.getLong(1);
                        threads.add(new BusyThread(
                                new ThreadKey(new TenantId(rows.getString(2)), new ThreadId(rows.getString(3))),
                                Instant.ofEpochMilli(rows.getLong(4)),
                                new RunId(rows.getString(5))));
                    }
                }
                return new Page(threads, threads.size() < limit ? null : last);
            }
        });
    }

    /** @param since when the run whose turn it is, or the first one waiting, was accepted */
    public record BusyThread(ThreadKey key, Instant since, RunId run) {}

    /** @param next where the next page begins; null when this is the last one */
    public record Page(List<BusyThread> threads, @Nullable Long next) {
        public Page {
            threads = List.copyOf(threads);
        }
    }
}
