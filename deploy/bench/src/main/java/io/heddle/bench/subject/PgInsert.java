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
import java.util.concurrent.atomic.AtomicLong;

/** The least one could do by hand: a row per turn, one commit each, on a pool of connections. */
public final class PgInsert implements Subject {
    static final String TABLE = "CREATE TABLE turn (thread text, seq bigint, body bytea, PRIMARY KEY (thread, seq))";
    static final String INSERT = "INSERT INTO turn (thread, seq, body) VALUES (?, ?, ?)";
    private static final int CONNECTIONS = 16;

    private final BlockingQueue<Writer> pool = new ArrayBlockingQueue<>(CONNECTIONS);
    private final AtomicLong seq = new AtomicLong();
    private final Server.Database database;

    private record Writer(Connection connection, PreparedStatement insert) {}

    public PgInsert(Server.Database database) throws SQLException {
        this.database = database;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = database.connect();
            pool.add(new Writer(connection, connection.prepareStatement(INSERT)));
        }
    }

    @Override
    public String name() {
        return "pg-insert";
    }

    @Override
    public void turn(int client) throws Exception {
        Writer writer = pool.take();
        try {
            writer.insert().setString(1, "thread-" + client);
            writer.insert().setLong(2, seq.incrementAndGet());
            writer.insert().setBytes(3, Texts.turn());
            writer.insert().executeUpdate();
        } finally {
            pool.add(writer);
        }
    }

    @Override
    public long kept() throws SQLException {
        return count(database);
    }

    static long count(Server.Database database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM turn")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        pool.forEach(writer -> Closing.quietly(writer.connection()));
    }
}
