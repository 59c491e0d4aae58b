package io.heddle.node;

import io.heddle.jdbc.DevPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL that keeps what it acknowledges, one for all tests of this JVM, with a database for each who asks. */
final class TestDatabases {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final DevPostgres SERVER = start();

    private TestDatabases() {}

    /** The URL of a new, empty database. */
    static String create() {
        String name = "node_" + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet();
        execute(SERVER.url().jdbc(), "CREATE DATABASE " + name);
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(SERVER.port(), name);
    }

    static int port() {
        return SERVER.port();
    }

    static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static DevPostgres start() {
        DevPostgres server = DevPostgres.start(new DevPostgres.Settings(
                Path.of("target", "postgres").toAbsolutePath(), TestNode.PROGRAMS, true, Map.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }
}
