package io.heddle.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * One pool of connections and exactly as many threads that may wait on them.
 *
 * <p>Thread-safe. The threads are platform threads: user nodes run on virtual ones and may hog their carriers, and a look-up
 * must not queue behind them. When all are busy and {@code queue-size} calls wait, the next call fails at once with
 * {@link DatabaseException.Busy}; nothing waits without bound. Stages complete on those threads, so do not block in
 * their callbacks.
 */
public final class Database implements AutoCloseable {

    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final ThreadPoolExecutor threads;

    private Database(DatabaseSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
        this.threads = new ThreadPoolExecutor(
                settings.poolSize(),
                settings.poolSize(),
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.queueSize()),
                Thread.ofPlatform().daemon().name("heddle-database-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    public static Database open(DatabaseSettings settings) {
        return new Database(settings, Pools.open(settings, "heddle", settings.poolSize()));
    }

    public DatabaseSettings settings() {
        return settings;
    }

    public DataSource dataSource() {
        return pool;
    }

    /** Runs statements that each commit by themselves. */
    public <T> CompletionStage<T> call(SqlCall<T> work) {
        return submit(() -> callNow(work));
    }

    /** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
    public <T> CompletionStage<T> transact(SqlCall<T> work) {
        return submit(() -> transactNow(work));
    }

    /** {@link #call} on the caller's thread, for threads that may block. */
    public <T> T callNow(SqlCall<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseException("a database call failed", e);
        }
    }

    /** {@link #transact} on the caller's thread, for threads that may block. */
    public <T> T transactNow(SqlCall<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (Throwable t) {
                rollback(connection, t);
                throw t;
            }
        } catch (SQLException e) {
            throw new DatabaseException("a database transaction failed", e);
        }
    }

    private static void rollback(Connection connection, Throwable because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    private <T> CompletionStage<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    threads.isShutdown()
                            ? new DatabaseException("the database is closed", e)
                            : new DatabaseException.Busy(threads.getQueue().size()));
        }
    }

    /** Ends the threads after the calls they are in, at most five seconds, then closes every connection. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            pool.close();
        }
    }
}
