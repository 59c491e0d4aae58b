package io.heddle.bench.subject;

import io.heddle.bench.measure.Server;
import io.heddle.bench.measure.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What the disk and PostgreSQL allow: the same rows by two writers, each inserting all that waits in one statement. */
public final class PgGroup implements Subject {
    private static final int WRITERS = 2;
    private static final int MOST_ROWS = 512;

    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final AtomicLong seq = new AtomicLong();
    private final List<Thread> writers = new ArrayList<>();
    private final Server.Database database;

    private record Waiting(String thread, long seq, CompletableFuture<Void> written) {}

    public PgGroup(Server.Database database) throws SQLException {
        this.database = database;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(PgInsert.TABLE);
        }
        for (int i = 0; i < WRITERS; i++) {
            Connection connection = database.connect();
            writers.add(Thread.ofPlatform().daemon().name("pg-group-" + i).start(() -> write(connection)));
        }
    }

    @Override
    public String name() {
        return "pg-group";
    }

    @Override
    public void turn(int client) throws Exception {
        Waiting row = new Waiting("thread-" + client, seq.incrementAndGet(), new CompletableFuture<>());
        queue.add(row);
        row.written().get();
    }

    private void write(Connection connection) {
        List<Waiting> rows = new ArrayList<>();
        try (connection;
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO turn (thread, seq, body) SELECT * FROM unnest(?::text[], ?::bigint[], ?::bytea[])")) {
            while (true) {
                rows.add(queue.take());
                queue.drainTo(rows, MOST_ROWS - 1);
                insert.setArray(
                        1,
                        connection.createArrayOf(
                                "text", rows.stream().map(Waiting::thread).toArray()));
                insert.setArray(
                        2,
                        connection.createArrayOf(
                                "bigint", rows.stream().map(Waiting::seq).toArray()));
                insert.setArray(
                        3,
                        connection.createArrayOf(
                                "bytea", rows.stream().map(row -> Texts.turn()).toArray(byte[][]::new)));
                insert.executeUpdate();
                rows.forEach(row -> row.written().complete(null));
                rows.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            rows.forEach(row -> row.written().completeExceptionally(e));
        }
    }

    @Override
    public long kept() throws SQLException {
        return PgInsert.count(database);
    }

    @Override
    public void close() {
        writers.forEach(Thread::interrupt);
    }
}
