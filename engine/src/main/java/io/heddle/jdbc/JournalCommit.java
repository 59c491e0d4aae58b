package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.postgresql.util.PSQLException;

/**
 * One batch, one commit; and the truth about each write in it when that does not go well.
 *
 * <p>Thread-safe, since it keeps nothing between calls. The laws, in the order in which things go wrong:
 * <ul>
 *   <li>No connection: nothing was sent, {@code NotWritten}.</li>
 *   <li>The server <em>refused</em> a row, so it rolled the batch back: the batch is halved and each half tried by itself,
 *       down to single writes. One duplicate among n writes costs about 2 log n statements and fails alone.</li>
 *   <li>The connection <em>broke</em>: the batch may be committed, or not, or be about to be. Writing it again is safe, and
 *       only because the primary key admits one row per number and every row names its writer, an id no other incarnation
 *       of any actor ever has. So: what stands there byte for byte with our writer is done; the rest is inserted again,
 *       which waits for a commit still in progress and then meets it as a duplicate. Without an answer within
 *       {@code outcomeTimeout}: {@code OutcomeUnknown}.</li>
 *   <li>A duplicate that is not our own row is the fence: {@code StaleWriter}.</li>
 * </ul>
 */
final class JournalCommit {

    private static final String DUPLICATE_KEY = "23505";
    /** Faults of a row, which halving can find: data, integrity, deadlock, size. Others would fail each half alike. */
    private static final List<String> FAULTS_OF_A_ROW = List.of("22", "23", "40", "54");

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ConnectionSource connections;
    private final Duration outcomeTimeout;
    private final JournalStats stats;

    JournalCommit(ConnectionSource connections, Duration outcomeTimeout, JournalStats stats) {
        this.connections = connections;
        this.outcomeTimeout = outcomeTimeout;
        this.stats = stats;
    }

    /** Completes every write of the batch, blocking; throws nothing. */
    void write(List<JournalWrite> batch) {
        try {
            // Sorted, so that two nodes which fight over the same threads meet in one order and cannot deadlock.
            List<JournalWrite> sorted = new ArrayList<>(batch);
            sorted.sort(Comparator.comparing(JournalWrite::persistenceId));
            writeSorted(sorted);
        } catch (Throwable t) {
            fail(open(batch), write -> unknown(write, t));
        }
    }

    private void writeSorted(List<JournalWrite> batch) {
        boolean sent = false;
        try (Connection connection = connections.take()) {
            sent = true;
            insertOrHalve(connection, batch);
        } catch (SQLException e) {
            if (sent) {
                settle(batch, e);
            } else {
                fail(batch, write -> new JournalWriteException.NotWritten("there is no connection to the database", e));
            }
        }
    }

    /** @throws SQLException only when it is not known whether the last statement was committed */
    private void insertOrHalve(Connection connection, List<JournalWrite> writes) throws SQLException {
        try {
            JournalTable.insert(connection, writes);
        } catch (SQLException e) {
            if (!refused(e)) {
                throw e;
            }
            stats.refusedBatches.increment();
            if (writes.size() == 1) {
                refuse(connection, writes.getFirst(), e);
            } else if (FAULTS_OF_A_ROW.contains(e.getSQLState().substring(0, 2))) {
                stats.retriedWrites.add(writes.size());
                insertOrHalve(connection, writes.subList(0, writes.size() / 2));
                insertOrHalve(connection, writes.subList(writes.size() / 2, writes.size()));
            } else {
                fail(writes, write -> notWritten(e));
            }
            return;
        }
        stats.committed(writes);
        succeed(writes);
    }

    private void refuse(Connection connection, JournalWrite write, SQLException e) throws SQLException {
        if (!DUPLICATE_KEY.equals(e.getSQLState())) {
            fail(List.of(write), w -> notWritten(e));
        } else if (JournalTable.alreadyThere(connection, List.of(write)).isEmpty()) {
            stats.staleWriters.increment();
            fail(List.of(write), w -> new JournalWriteException.StaleWriter(w.persistenceId(), w.firstSequence(), e));
        } else {
            succeed(List.of(write));
        }
    }

    private void settle(List<JournalWrite> batch, SQLException broken) {
        stats.brokenBatches.increment();
        long deadline = System.nanoTime() + outcomeTimeout.toNanos();
        do {
            try (Connection connection = connections.take()) {
                succeed(JournalTable.alreadyThere(connection, open(batch)));
                List<JournalWrite> rest = open(batch);
                if (!rest.isEmpty()) {
                    insertOrHalve(connection, rest);
                }
                return;
            } catch (SQLException e) {
                broken.addSuppressed(e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } while (System.nanoTime() < deadline);
        List<JournalWrite> unsettled = open(batch);
        stats.unknownOutcomes.add(unsettled.size());
        fail(unsettled, write -> unknown(write, broken));
    }

    /** The server itself said no. Its farewell words (class 57P) and a broken line (class 08) say nothing of the kind. */
    private static boolean refused(SQLException e) {
        return e instanceof PSQLException postgres
                && postgres.getServerErrorMessage() != null
                && postgres.getSQLState() != null
                && !postgres.getSQLState().startsWith("08")
                && !postgres.getSQLState().startsWith("57P");
    }

    private static JournalWriteException notWritten(SQLException e) {
        return new JournalWriteException.NotWritten("the database refused", e);
    }

    private static JournalWriteException unknown(JournalWrite write, Throwable cause) {
        return new JournalWriteException.OutcomeUnknown(write.persistenceId(), write.firstSequence(), cause);
    }

    private static List<JournalWrite> open(List<JournalWrite> writes) {
        return writes.stream().filter(write -> !write.done().isDone()).toList();
    }

    private static void succeed(List<JournalWrite> writes) {
        writes.forEach(write -> write.done().complete(null));
    }

    private static void fail(List<JournalWrite> writes, Function<JournalWrite, JournalWriteException> reason) {
        writes.forEach(write -> write.done().completeExceptionally(reason.apply(write)));
    }
}
