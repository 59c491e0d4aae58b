package io.heddle.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The tables, as Flyway keeps them: {@code io/heddle/db/V*.sql} on the class path, history in {@value #HISTORY}.
 *
 * <p>Thread-safe; every call opens its own connection, outside the pools and without their time limits, since a migration
 * of a large table takes what it takes. Nodes that start together wait for one another on Flyway's lock.
 */
public final class Migrations {

    static final String HISTORY = "heddle_schema_history";
    private static final String LOCATION = "classpath:io/heddle/db";

    private final Flyway flyway;

    public Migrations(DatabaseSettings settings) {
        this.flyway = Flyway.configure()
                .dataSource(settings.url().jdbc(), settings.user(), settings.password())
                .locations(LOCATION)
                .table(HISTORY)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load();
    }

    /**
     * Brings the schema up to this build.
     *
     * @return how many files were run; none when it was up to date, or when the schema is newer than this build
     */
    public int migrate() {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            throw new DatabaseException("the schema could not be migrated", e);
        }
    }

    /** Compares the schema with this build and changes nothing. */
    public SchemaState validate() {
        try {
            List<String> pending = new ArrayList<>();
            List<String> newer = new ArrayList<>();
            List<String> missing = new ArrayList<>();
            List<String> failed = new ArrayList<>();
            List<String> changed = new ArrayList<>();
            for (MigrationInfo migration : flyway.info().all()) {
                String name = migration.getVersion() + " " + migration.getDescription();
                switch (migration.getState()) {
                    case PENDING, AVAILABLE, IGNORED, ABOVE_TARGET -> pending.add(name);
                    case FUTURE_SUCCESS -> newer.add(name);
                    case MISSING_SUCCESS -> missing.add(name);
                    case FAILED, MISSING_FAILED, FUTURE_FAILED -> failed.add(name);
                    case SUCCESS, OUT_OF_ORDER -> {
                        if (!migration.isChecksumMatching()) {
                            changed.add(name);
                        }
                    }
                    case BASELINE, BASELINE_IGNORED, BELOW_BASELINE, UNDONE, OUTDATED, SUPERSEDED, DELETED -> {}
                }
            }
            Optional<String> current = Optional.ofNullable(flyway.info().current())
                    .map(m -> m.getVersion().toString());
            return new SchemaState(current, pending, newer, missing, failed, changed);
        } catch (FlywayException e) {
            throw new DatabaseException("the schema could not be read", e);
        }
    }

    /**
     * What the database has against what this build expects. Each list names migrations as {@code version description}.
     *
     * @param current the newest version applied, empty for an empty database
     * @param pending known to this build, not yet run
     * @param newer applied by a later build
     * @param missing applied once, and older than this build's newest, but unknown to it: another branch's schema
     * @param failed begun and not finished
     * @param changed applied with another text than this build has
     */
    public record SchemaState(
            Optional<String> current,
            List<String> pending,
            List<String> newer,
            List<String> missing,
            List<String> failed,
            List<String> changed) {

        public SchemaState {
            pending = List.copyOf(pending);
            newer = List.copyOf(newer);
            missing = List.copyOf(missing);
            failed = List.copyOf(failed);
            changed = List.copyOf(changed);
        }

        /** Exactly this build's schema. */
        public boolean upToDate() {
            return pending.isEmpty() && newer.isEmpty() && missing.isEmpty() && failed.isEmpty() && changed.isEmpty();
        }
    }
}
