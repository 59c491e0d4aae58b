package io.heddle.readside;

import io.heddle.codec.UnreadableRowException;
import io.heddle.jdbc.DatabaseException;
import io.heddle.jdbc.JournalFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Projects one batch and moves the offset past it, in one transaction. Thread-safe.
 *
 * <p>One bad thread must not hold up all others for ever. When a batch fails for a reason that lies in its rows, it is tried
 * once more thread by thread; one that fails by itself is left as it is, with an error in the log, and tried again when its
 * next row comes. Rows that a newer Heddle wrote are another matter: they are left to that one's follower.
 */
final class IndexBatch {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBatch.class);
    private static final int ATTEMPTS = 10;

    /** Faults of what is written: data, integrity, size. */
    private static final List<String> FAULTS_OF_A_ROW = List.of("22", "23", "54");

    private final JournalFeed feed;
    private final ThreadProjector projector;
    private final AtomicLong skipped = new AtomicLong();

    IndexBatch(JournalFeed feed, ThreadProjector projector) {
        this.feed = feed;
        this.projector = projector;
    }

    long skipped() {
        return skipped.get();
    }

    /** Whether the batch is projected; false when another follower was faster. */
    boolean project(JournalFeed.Batch batch) {
        List<ThreadSpan> threads = ThreadSpan.of(batch.spans());
        try {
            return retried(batch, connection -> projector.follow(connection, threads));
        } catch (RuntimeException e) {
            if (!liesInTheRows(e)) {
                throw e;
            }
            return retried(batch, connection -> oneByOne(connection, threads));
        }
    }

    private boolean retried(JournalFeed.Batch batch, Work work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return feed.withProjection(
                                ThreadIndexFollower.NAME, batch, (connection, same) -> work.write(connection))
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof MovedMeanwhileException) || attempt == ATTEMPTS) {
                    throw e.getCause() instanceof RuntimeException cause ? cause : e;
                }
            }
        }
    }

    private void oneByOne(Connection connection, List<ThreadSpan> threads) throws SQLException {
        for (ThreadSpan span : threads) {
            Savepoint before = connection.setSavepoint();
            try {
                projector.follow(connection, List.of(span));
                connection.releaseSavepoint(before);
            } catch (SQLException | RuntimeException e) {
                if (!liesInTheRows(e)) {
                    throw e;
                }
                connection.rollback(before);
                skipped.incrementAndGet();
                LOG.error(
                        "a thread's rows cannot be projected; searches show it as it was thread={} rows={}-{}",
                        span.key(),
                        span.first(),
                        span.last(),
                        e);
            }
        }
    }

    private static boolean liesInTheRows(Exception e) {
        return switch (e) {
            case MovedMeanwhileException moved -> false;
            case NewerRowException newer -> false;
            case UnreadableRowException.NewerEvent newer -> false;
            case UnreadableRowException.UnknownEvent newer -> false;
            case DatabaseException database -> isFaultOfARow(database);
            case SQLException sql -> isFaultOfARow(sql);
            case RuntimeException other -> true;
            default -> false; // tidy: an exception is no sealed family
        };
    }

    private static boolean isFaultOfARow(Exception e) {
        String state = DatabaseException.sqlState(e);
        return state.length() == 5 && FAULTS_OF_A_ROW.contains(state.substring(0, 2));
    }

    @FunctionalInterface
    private interface Work {
        void write(Connection connection) throws SQLException;
    }
}
