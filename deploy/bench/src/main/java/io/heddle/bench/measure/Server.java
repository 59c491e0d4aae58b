package io.heddle.bench.measure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.heddle.jdbc.DevPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that everything is measured on; each subject gets a fresh database of it. Thread-safe. */
public final class Server implements AutoCloseable {
    private static final String PREFIX =
            "heddle_bench_" + ProcessHandle.current().pid() + "_";
    private static final long TICK_NANOS = 10_000_000;

    /** What must be on wherever durability is claimed. */
    private static final String[] SETTINGS = {
        "server_version",
        "fsync",
        "synchronous_commit",
        "full_page_writes",
        "shared_buffers",
        "wal_level",
        "max_wal_size"
    };

    private final String admin;
    private final String user;
    private final String password;
    private final @Nullable DevPostgres embedded;
    private final AtomicInteger databases = new AtomicInteger();

    private Server(String admin, String user, String password, @Nullable DevPostgres embedded) {
        this.admin = admin;
        this.user = user;
        this.password = password;
        this.embedded = embedded;
    }

    /** One of our own, below a folder; it keeps the log of a round long enough to be looked into afterwards. */
    public static Server embedded(Path folder) {
        DevPostgres.Settings plain = DevPostgres.Settings.under(folder);
        DevPostgres postgres = DevPostgres.start(new DevPostgres.Settings(
                plain.dataDirectory(),
                plain.programs(),
                plain.stopOnClose(),
                Map.of("wal_keep_size", "2GB", "max_connections", "300")));
        return new Server(postgres.url().jdbc(), postgres.user(), "", postgres);
    }

    /** @param url of a database whose user may create others */
    public static Server given(String url, String user, String password) {
        return new Server(url, user, password, null);
    }

    public Connection admin() throws SQLException {
        return DriverManager.getConnection(admin, user, password);
    }

    /** A database of its own, with nothing in it. */
    public Database fresh() throws SQLException {
        String name = PREFIX + databases.incrementAndGet();
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new Database(admin.replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"), user, password);
    }

    /** A database of the server. */
    public record Database(String url, String user, String password) {
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        /** The one number that a query tells. */
        public long number(String query) throws SQLException {
            try (Connection connection = connect()) {
                return only(connection, query);
            }
        }

        public Config config() {
            return ConfigFactory.parseMap(Map.of(
                    "heddle.database.url", url, "heddle.database.user", user, "heddle.database.password", password));
        }
    }

    /** What the server is set to, where it matters here. */
    public Map<String, String> settings() throws SQLException {
        Map<String, String> told = new LinkedHashMap<>();
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
                    row.next();
                    told.put(setting, row.getString(1));
                }
            }
        }
        return told;
    }

    /** Processor time of the server's processes, those that have ended included; 0 where they are on another machine. */
    long cpuNanos() throws SQLException {
        Optional<ProcessHandle> postmaster = postmaster();
        if (postmaster.isEmpty()) {
            return 0;
        }
        try (Stream<ProcessHandle> children = postmaster.get().children()) {
            return Stream.concat(
                            children.map(ProcessHandle::pid).map(pid -> ticks(pid, false)),
                            Stream.of(ticks(postmaster.get().pid(), true)))
                    .mapToLong(ticks -> ticks * TICK_NANOS)
                    .sum();
        }
    }

    /** The one number that a query of the whole server tells. */
    long number(String query) throws SQLException {
        try (Connection connection = admin()) {
            return only(connection, query);
        }
    }

    private static long only(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The parent of the process that serves us; asked for while it does, since it ends with its connection. */
    private Optional<ProcessHandle> postmaster() throws SQLException {
        if (embedded == null) {
            return Optional.empty();
        }
        try (Connection connection = admin()) {
            return ProcessHandle.of(only(connection, "SELECT pg_backend_pid()")).flatMap(ProcessHandle::parent);
        }
    }

    /** utime and stime of a process, and of its children that have ended; fields 14 to 17 of its stat. */
    private static long ticks(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withEnded ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
            return;
        }
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            for (int i = databases.get(); i > 0; i--) {
                statement.execute("DROP DATABASE IF EXISTS " + PREFIX + i + " WITH (FORCE)");
            }
        } catch (SQLException e) {
            System.err.println("heddle: databases " + PREFIX + "* are left behind: " + e.getMessage());
        }
    }
}
