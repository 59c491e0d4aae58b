package io.heddle.bench.subject;

import io.heddle.bench.measure.Server;
import io.heddle.bench.measure.Subject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntFunction;

/** What is mostly done by hand: the conversation as one jsonb, locked, read, and written whole. Loses nothing either. */
public final class Naive implements Subject {
    private static final int CONNECTIONS = 16;

    private final BlockingQueue<Connection> pool = new ArrayBlockingQueue<>(CONNECTIONS);
    private final IntFunction<String> threads;
    private final Server.Database database;

    /** @param threads the thread that a client talks to next */
    public Naive(Server.Database database, IntFunction<String> threads) throws SQLException {
        this.database = database;
        this.threads = threads;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE thread (id text PRIMARY KEY, state jsonb NOT NULL)");
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            pool.add(connection);
        }
    }

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public void turn(int client) throws Exception {
        String thread = threads.apply(client);
        Connection connection = pool.take();
        try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO thread VALUES (?, '[]'::jsonb) ON CONFLICT DO NOTHING");
                PreparedStatement select =
                        connection.prepareStatement("SELECT state FROM thread WHERE id = ? FOR UPDATE");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE thread SET state = ?::jsonb WHERE id = ?")) {
            String state = read(select, thread);
            if (state.isEmpty()) {
                insert.setString(1, thread);
                insert.executeUpdate();
                state = read(select, thread);
            }
            String messages = state.substring(0, state.length() - 1);
            update.setString(1, messages + (messages.length() > 1 ? "," : "") + Texts.turnJson() + "]");
            update.setString(2, thread);
            update.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            pool.add(connection);
        }
    }

    private static String read(PreparedStatement select, String thread) throws SQLException {
        select.setString(1, thread);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public long kept() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT coalesce(sum(jsonb_array_length(state)), 0) / 2 FROM thread")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        pool.forEach(Closing::quietly);
    }
}
