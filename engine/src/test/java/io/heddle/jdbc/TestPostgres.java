package io.heddle.jdbc;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL for all tests of a JVM, flushing to disk as in production, and a fresh migrated database for whoever
 * asks. {@code HEDDLE_TEST_JDBC_URL} names a server to use instead, whose user may create databases.
 *
 * <p>Thread-safe. The server ends with the JVM, even a killed one: a small shell waits for the end of a pipe that the JVM
 * holds, then stops the server and removes its files.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String PREFIX =
            "heddle_test_" + ProcessHandle.current().pid() + "_";

    private static final String EXTERNAL = System.getenv("HEDDLE_TEST_JDBC_URL");

    private final DatabaseSettings admin;
    private final String template;

    private TestPostgres(DatabaseSettings admin) {
        this.admin = admin;
        this.template = PREFIX + "template";
        execute(admin, "CREATE DATABASE " + template);
        new Migrations(named(template)).migrate();
        if (EXTERNAL != null) {
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::dropOurDatabases));
        }
    }

    /** A database of its own with this build's schema. */
    public static DatabaseSettings freshDatabase() {
        TestPostgres server = Holder.SERVER;
        return server.create(" TEMPLATE " + server.template);
    }

    /** A database of its own with nothing in it. */
    public static DatabaseSettings emptyDatabase() {
        return Holder.SERVER.create("");
    }

    /** What a node would be configured with to use that database. */
    public static Config configFor(DatabaseSettings settings) {
        return ConfigFactory.parseMap(Map.of(
                        "heddle.database.url", settings.url().jdbc(),
                        "heddle.database.user", settings.user(),
                        "heddle.database.password", settings.password()))
                .withFallback(ConfigFactory.parseResources("heddle-persistence.conf"))
                .withFallback(ConfigFactory.load())
                .resolve();
    }

    private DatabaseSettings create(String clause) {
        String name = PREFIX + DATABASES.incrementAndGet();
        execute(admin, "CREATE DATABASE " + name + clause);
        return named(name);
    }

    private void dropOurDatabases() {
        execute(admin, "DROP DATABASE IF EXISTS " + template);
        for (int n = DATABASES.get(); n > 0; n--) {
            execute(admin, "DROP DATABASE IF EXISTS " + PREFIX + n + " WITH (FORCE)");
        }
    }

    private DatabaseSettings named(String database) {
        String jdbc = admin.url().jdbc().replaceFirst("/[^/?]*\\?", "/" + database + "?");
        return settings(DatabaseUrl.parse(jdbc), admin.user(), admin.password());
    }

    static DatabaseSettings settings(DatabaseUrl url, String user, String password) {
        Config config = ConfigFactory.parseMap(Map.of(
                        "heddle.database.url",
                        url.jdbc(),
                        "heddle.database.user",
                        user,
                        "heddle.database.password",
                        password,
                        "heddle.database.pool-size",
                        4))
                .withFallback(ConfigFactory.parseResources("heddle-persistence.conf"))
                .resolve();
        return DatabaseSettings.from(config);
    }

    static void execute(DatabaseSettings where, String sql) {
        try (Connection connection = connect(where);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A plain connection, outside every pool. */
    static Connection connect(DatabaseSettings where) throws SQLException {
        return DriverManager.getConnection(where.url().jdbc(), where.user(), where.password());
    }

    /** Where PostgreSQL's programs are unpacked, once for all tests of one user. */
    static Path programs() {
        return Path.of(System.getProperty("java.io.tmpdir"), "heddle-postgres-" + System.getProperty("user.name"));
    }

    private static DatabaseSettings startServer() {
        try {
            Path directory = Files.createTempDirectory("heddle-test-pg");
            DevPostgres server = DevPostgres.start(
                    new DevPostgres.Settings(directory, programs(), false, Map.of("max_connections", "200")));
            endWithThisJvm(directory);
            return settings(server.url(), server.user(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server of a data directory and removes it, once this JVM is gone in whatever way. */
    static void endWithThisJvm(Path directory) throws IOException {
        String script = "cat > /dev/null; pid=$(head -n 1 \"$1/pg/postmaster.pid\") && kill -QUIT \"$pid\";"
                + " while kill -0 \"$pid\"; do sleep 0.1; done; rm -rf \"$1\"";
        new ProcessBuilder("sh", "-c", script, "sh", directory.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static final class Holder {
        static final TestPostgres SERVER = new TestPostgres(Optional.ofNullable(EXTERNAL)
                .map(DatabaseUrl::parse)
                .map(url -> settings(url, url.user().orElse(""), url.password().orElse("")))
                .orElseGet(TestPostgres::startServer));
    }
}
