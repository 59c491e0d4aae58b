package io.heddle.jdbc;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A real PostgreSQL for people who have none: unpacked, initialised, started and looked after under a data directory.
 *
 * <p>Thread-safe; one per data directory, which {@link DataDirectoryLock} sees to. Commits are flushed to disk as on any
 * server. It listens on 127.0.0.1 only and asks for no password, so everyone with an account on the machine can read it:
 * for development, not for a shared host.
 *
 * <p>A server that outlived a killed JVM is adopted, its left-over sessions ended, so that no transaction of a dead process
 * is still open when the actors start. One that does not answer is stopped and started again. Read {@link #start} first.
 */
public final class DevPostgres implements AutoCloseable {

    private static final String USER = "postgres";
    private static final String DATABASE = "heddle";

    private final Settings settings;
    private final DataDirectoryLock lock;
    private final PostgresCluster cluster;
    private final int port;
    private final boolean adopted;
    private final Duration startTime;
    private boolean closed;

    private DevPostgres(
            Settings settings,
            DataDirectoryLock lock,
            PostgresCluster cluster,
            int port,
            boolean adopted,
            Duration startTime) {
        this.settings = settings;
        this.lock = lock;
        this.cluster = cluster;
        this.port = port;
        this.adopted = adopted;
        this.startTime = startTime;
    }

    /**
     * Returns with a server that answers and has a database named {@value #DATABASE}.
     *
     * @throws IllegalStateException when another Heddle holds the directory, or the server does not start
     */
    public static DevPostgres start(Settings settings) {
        long begun = System.nanoTime();
        Path directory = settings.dataDirectory().toAbsolutePath().normalize();
        DataDirectoryLock lock = DataDirectoryLock.acquire(directory);
        try {
            PostgresCluster cluster = PostgresCluster.prepare(
                    directory.resolve("pg"), PostgresBinaries.unpackedIn(settings.programs()), settings.server());
            Optional<Integer> orphan = adopt(cluster);
            int port = orphan.isPresent() ? orphan.get() : cluster.start();
            createDatabase(port);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return new DevPostgres(settings, lock, cluster, port, orphan.isPresent(), took);
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException("the embedded PostgreSQL in " + directory + " did not start", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The port of a server that a killed JVM left behind and that still answers; otherwise none runs when this returns. */
    private static Optional<Integer> adopt(PostgresCluster cluster) throws IOException {
        Optional<Postmaster> left = Postmaster.of(cluster.directory()).filter(Postmaster::alive);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (!left.get().mayServe(cluster.directory())) {
            Postmaster.forget(cluster.directory());
            return Optional.empty();
        }
        try (Connection connection = connect(left.get().port(), "postgres");
                Statement statement = connection.createStatement()) {
            if (Path.of(only(statement, "SHOW data_directory")).equals(cluster.directory())) {
                only(
                        statement,
                        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
                                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
                return Optional.of(left.get().port());
            }
        } catch (SQLException e) {
            // It does not answer, or is on its way down: stopping it is the same errand either way.
        }
        cluster.stop("fast");
        if (left.get().alive()) {
            cluster.stop("immediate");
        }
        return Optional.empty();
    }

    private static void createDatabase(int port) {
        try (Connection connection = connect(port, "postgres");
                Statement statement = connection.createStatement()) {
            String count = only(statement, "SELECT count(*) FROM pg_database WHERE datname = '" + DATABASE + "'");
            if (count.equals("0")) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        } catch (SQLException e) {
            throw new DatabaseException("the embedded PostgreSQL does not answer", e);
        }
    }

    private static Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database
                        + "?connectTimeout=3&loginTimeout=5&socketTimeout=30",
                USER,
                "");
    }

    private static String only(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    public DatabaseUrl url() {
        return DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE);
    }

    public String user() {
        return USER;
    }

    /** What a node lays over its configuration to use this server; everything else under {@code heddle.database} stays. */
    public Config overlay() {
        return ConfigFactory.parseMap(Map.of(
                DatabaseSettings.PATH + ".url",
                url().jdbc(),
                DatabaseSettings.PATH + ".user",
                USER,
                DatabaseSettings.PATH + ".password",
                ""));
    }

    public int port() {
        return port;
    }

    /** Whether the server was running already, left by a Heddle that was killed. */
    public boolean adopted() {
        return adopted;
    }

    /** From the call of {@link #start} to a server that answers, unpacking and initialising included. */
    public Duration startTime() {
        return startTime;
    }

    /** Gives the directory back. Stops the server first if the settings say so, else leaves it to the next start. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (settings.stopOnClose()) {
                cluster.stop("fast");
            }
        } finally {
            lock.close();
        }
    }

    /**
     * @param dataDirectory the rows go into its folder {@code pg}
     * @param programs where PostgreSQL's programs are unpacked, some 50 MB
     * @param stopOnClose false leaves the server running, for the next start to adopt
     * @param server more server settings; those for durability and for the address are set after them
     */
    public record Settings(Path dataDirectory, Path programs, boolean stopOnClose, Map<String, String> server) {

        public Settings {
            server = Map.copyOf(server);
        }

        /** Everything under one directory, and a server that ends with its Heddle. */
        public static Settings under(Path dataDirectory) {
            return new Settings(dataDirectory, dataDirectory.resolve("programs"), true, Map.of());
        }

        /** The directory's files are kept between starts; this tells whether there were any. */
        public boolean hasData() {
            return Files.exists(dataDirectory.resolve("pg").resolve("PG_VERSION"));
        }
    }
}
