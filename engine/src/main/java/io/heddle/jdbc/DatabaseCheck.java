package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * Asks the database, before anything relies on it, whether it will do: version, durability, room for our connections,
 * schema, clock, and whether the journal's transaction numbers belong to this server.
 *
 * <p>Thread-safe; one connection of its own, no pool. Changes nothing. Used by {@code heddle doctor} and at every start.
 */
public final class DatabaseCheck {

    /** {@code pg_current_xact_id} is of 13, {@code pg_terminate_backend} with a wait of 14; older ones are out of support. */
    private static final int OLDEST_VERSION = 14;

    private static final Duration SKEW_NOTED = Duration.ofSeconds(1);
    private static final Duration SKEW_REFUSED = Duration.ofMinutes(1);

    private final DatabaseSettings settings;
    private final Clock clock;

    public DatabaseCheck(DatabaseSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What was found, the worst first; empty when all is well. */
    public List<Finding> run() {
        return run(Level.WARNING, Level.NOTE);
    }

    /** As {@link #run}, by a node about to serve: refuses a server that forgets, and a schema that was not migrated. */
    public List<Finding> runBeforeServing() {
        return run(Level.REFUSAL, Level.REFUSAL);
    }

    private List<Finding> run(Level forgetful, Level outdated) {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = connect()) {
            version(connection, findings);
            durability(connection, forgetful, findings);
            connections(connection, findings);
            clockSkew(connection, findings);
            if (schema(outdated, findings)) {
                transactionNumbers(connection, findings);
            }
        } catch (SQLException | DatabaseException e) {
            findings.add(unreachable(e));
        }
        findings.sort(Comparator.comparing(Finding::level));
        return List.copyOf(findings);
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password());
        properties.setProperty(
                "loginTimeout", Long.toString(settings.connectTimeout().toSeconds()));
        properties.setProperty(
                "socketTimeout", Long.toString(settings.socketTimeout().toSeconds()));
        return DriverManager.getConnection(settings.url().jdbc(), properties);
    }

    private Finding unreachable(Exception e) {
        String state = DatabaseException.sqlState(e);
        return switch (state) {
            case "28P01", "28000" ->
                refusal(
                        "the database refused " + settings.user() + ": " + e.getMessage(),
                        "password",
                        "set HEDDLE_DATABASE_USER and HEDDLE_DATABASE_PASSWORD, or put them into the URL");
            case "3D000" ->
                refusal("there is no such database: " + settings.url(), "url", "create it: CREATE DATABASE name");
            case "42501" ->
                refusal(
                        "the database user may not do that: " + e.getMessage(),
                        "user",
                        "let it own the schema: ALTER SCHEMA public OWNER TO " + settings.user());
            default ->
                refusal(
                        "the database does not answer at " + settings.url() + ": " + e.getMessage(),
                        "url",
                        "start it, or correct HEDDLE_DATABASE_URL");
        };
    }

    private static void version(Connection connection, List<Finding> findings) throws SQLException {
        int version = Integer.parseInt(show(connection, "server_version_num")) / 10_000;
        if (version < OLDEST_VERSION) {
            findings.add(refusal(
                    "PostgreSQL " + version + " is older than " + OLDEST_VERSION,
                    "url",
                    "upgrade the server to " + OLDEST_VERSION + " or newer"));
        }
    }

    private static void durability(Connection connection, Level forgetful, List<Finding> findings) throws SQLException {
        for (String setting : List.of("fsync", "full_page_writes")) {
            if (show(connection, setting).equals("off")) {
                findings.add(finding(
                        forgetful,
                        setting + " is off: a power cut can destroy the whole database",
                        "url",
                        "set " + setting + " = on in postgresql.conf and reload the server"));
            }
        }
        if (show(connection, "synchronous_commit").equals("off")) {
            findings.add(warning(
                    "synchronous_commit is off: a crash forgets what was acknowledged in the last second",
                    "url",
                    "ALTER ROLE ... RESET synchronous_commit, or set it to on in postgresql.conf"));
        }
    }

    private void connections(Connection connection, List<Finding> findings) throws SQLException {
        int allowed = Integer.parseInt(show(connection, "max_connections"))
                - Integer.parseInt(show(connection, "superuser_reserved_connections"));
        int ours = settings.connections();
        String keys = "lower " + DatabaseSettings.PATH + ".pool-size or .journal-pool-size, or raise max_connections";
        if (ours > allowed) {
            findings.add(refusal(
                    "this node alone wants " + ours + " connections and the server has " + allowed, "pool-size", keys));
        } else if (3 * ours > allowed) {
            findings.add(note(
                    "three nodes of " + ours + " connections do not fit into the server's " + allowed,
                    "pool-size",
                    keys));
        }
    }

    private void clockSkew(Connection connection, List<Finding> findings) throws SQLException {
        try (PreparedStatement now =
                connection.prepareStatement("SELECT extract(epoch FROM clock_timestamp()) * 1000")) {
            Instant before = clock.instant();
            try (ResultSet row = now.executeQuery()) {
                row.next();
                Instant server = Instant.ofEpochMilli(row.getBigDecimal(1).longValue());
                Instant here =
                        before.plus(Duration.between(before, clock.instant()).dividedBy(2));
                Duration skew = Duration.between(server, here).abs();
                String cause = "this clock and the database's differ by " + skew.toMillis() + " ms";
                String mend = "let both machines follow the same time server (chrony or systemd-timesyncd)";
                if (skew.compareTo(SKEW_REFUSED) > 0) {
                    findings.add(refusal(cause, "url", mend));
                } else if (skew.compareTo(SKEW_NOTED) > 0) {
                    findings.add(warning(cause, "url", mend));
                }
            }
        }
    }

    /** @return whether the journal's tables are there to be looked at */
    private boolean schema(Level outdated, List<Finding> findings) {
        Migrations.SchemaState schema = new Migrations(settings).validate();
        if (!schema.newer().isEmpty()) {
            findings.add(refusal(
                    "the schema is newer than this build: " + schema.newer(),
                    "url",
                    "start the newer Heddle, or restore the database from before its migration"));
        }
        if (!schema.missing().isEmpty() || !schema.changed().isEmpty()) {
            findings.add(refusal(
                    "the schema is not this build's: unknown " + schema.missing() + ", different " + schema.changed(),
                    "url",
                    "use the build that made it, or another database"));
        }
        if (!schema.failed().isEmpty()) {
            findings.add(refusal(
                    "a migration was begun and not finished: " + schema.failed(),
                    "url",
                    "read the server's log, mend the cause, delete its row from " + Migrations.HISTORY
                            + ", migrate again"));
        }
        if (!schema.pending().isEmpty()) {
            String age = schema.current().isEmpty() ? "the schema is missing" : "the schema is older than this build";
            findings.add(
                    finding(outdated, age + ": " + schema.pending() + " wait to be run", "url", "run: heddle migrate"));
        }
        return schema.current().isPresent();
    }

    /** A dump restored into another server brings transaction numbers that are in its future: followers would wait for them. */
    private static void transactionNumbers(Connection connection, List<Finding> findings) throws SQLException {
        String query = "SELECT coalesce((SELECT txid FROM event_journal ORDER BY txid DESC, ordering DESC LIMIT 1)"
                + " > pg_snapshot_xmax(pg_current_snapshot()), false)";
        try (PreparedStatement future = connection.prepareStatement(query);
                ResultSet row = future.executeQuery()) {
            row.next();
            if (row.getBoolean(1)) {
                findings.add(refusal(
                        "the journal was restored from another server: its transaction numbers are in this one's future",
                        "url",
                        "while no node runs: UPDATE event_journal SET txid = '3'; DELETE FROM follower_offset;"));
            }
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (PreparedStatement show = connection.prepareStatement("SELECT current_setting(?)")) {
            show.setString(1, setting);
            try (ResultSet row = show.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static Finding refusal(String cause, String key, String mend) {
        return finding(Level.REFUSAL, cause, key, mend);
    }

    private static Finding warning(String cause, String key, String mend) {
        return finding(Level.WARNING, cause, key, mend);
    }

    private static Finding note(String cause, String key, String mend) {
        return finding(Level.NOTE, cause, key, mend);
    }

    private static Finding finding(Level level, String cause, String key, String mend) {
        return new Finding(level, cause, DatabaseSettings.PATH + "." + key, mend);
    }

    /** How bad, the worst first. */
    public enum Level {
        /** The node must not start. */
        REFUSAL,
        /** It works, and something will be lost or late one day. */
        WARNING,
        /** Worth knowing. */
        NOTE
    }

    /**
     * @param cause what was found
     * @param key the configuration key it belongs to
     * @param mend what to do about it
     */
    public record Finding(Level level, String cause, String key, String mend) {

        @Override
        public String toString() {
            return level.name().toLowerCase(Locale.ROOT) + ": " + cause + " [" + key + "]. " + mend + ".";
        }
    }
}
