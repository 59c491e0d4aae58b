package io.heddle.node;

import com.typesafe.config.Config;
import io.heddle.jdbc.DatabaseCheck;
import io.heddle.jdbc.DatabaseCheck.Finding;
import io.heddle.jdbc.DatabaseCheck.Level;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.DevPostgres;
import io.heddle.jdbc.Migrations;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database a node works on: somebody's server, or one of its own.
 *
 * @param config the node's configuration with the database's address in it
 * @param embedded whether it is the node's own
 * @param description for people
 */
record NodeDatabase(Config config, DatabaseSettings settings, boolean embedded, String description) {
    private static final Logger LOG = LoggerFactory.getLogger(NodeDatabase.class);
    private static final String URL = DatabaseSettings.PATH + ".url";

    static boolean isGiven(Config config) {
        return config.hasPath(URL) && !config.getString(URL).isBlank();
    }

    /** The server that {@code heddle.database.url} names. */
    static NodeDatabase given(Config config) {
        if (!isGiven(config)) {
            throw new StartRefusedException(
                    "no database is named",
                    URL,
                    "give --database-url (HEDDLE_DATABASE_URL), such as postgres://user@host/heddle;"
                            + " \"heddle dev\" brings a database of its own");
        }
        try {
            DatabaseSettings settings = DatabaseSettings.from(config);
            return new NodeDatabase(config, settings, false, settings.url().shown());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), DatabaseSettings.PATH, "correct this key");
        }
    }

    /** The server of {@code data-dir}, started if need be. */
    static NodeDatabase embedded(Config config, NodeSettings node, Opened opened) {
        DevPostgres server = opened.add(start(node));
        Config with = server.overlay().withFallback(config);
        String where = node.dataDirectory().resolve("pg").toString();
        if (server.adopted()) {
            LOG.info("adopted the PostgreSQL of a node that was killed data={}", where);
        }
        return new NodeDatabase(with, DatabaseSettings.from(with), true, "embedded, " + where);
    }

    private static DevPostgres start(NodeSettings node) {
        try {
            return DevPostgres.start(new DevPostgres.Settings(
                    node.dataDirectory(), node.postgresPrograms().toAbsolutePath(), true, Map.of()));
        } catch (IllegalStateException e) {
            throw new StartRefusedException(
                    String.valueOf(e.getMessage()),
                    NodeSettings.PATH + ".data-dir",
                    "mend that, or give another --data-dir");
        }
    }

    /** Brings the tables up to this build. */
    int migrate() {
        int migrated = new Migrations(settings).migrate();
        if (migrated > 0) {
            LOG.info("migrated the schema files={}", migrated);
        }
        return migrated;
    }

    /** @throws StartRefusedException when the database will not do for a node that people rely on */
    void checkForServing() {
        refuseOn(check().runBeforeServing());
    }

    /** As {@link #checkForServing}, but a server that forgets on a power cut will do. */
    void checkForDevelopment() {
        refuseOn(check().run());
    }

    DatabaseCheck check() {
        return new DatabaseCheck(settings, Clock.systemUTC());
    }

    private static void refuseOn(List<Finding> findings) {
        List<Finding> refusals = findings.stream()
                .filter(finding -> finding.level() == Level.REFUSAL)
                .toList();
        if (!refusals.isEmpty()) {
            throw new StartRefusedException(refusals);
        }
        findings.stream()
                .filter(finding -> finding.level() == Level.WARNING)
                .forEach(finding -> LOG.warn("{} key={} mend={}", finding.cause(), finding.key(), finding.mend()));
    }
}
