package io.heddle.node;

import io.heddle.jdbc.Database;
import io.heddle.jdbc.DatabaseException;
import io.heddle.jdbc.DatabaseSettings;
import java.sql.ResultSet;
import java.util.Optional;

/** Asks the database whether it is there, over one connection of its own that searches cannot use up. Thread-safe; blocks. */
final class DatabaseProbe implements AutoCloseable {
    private final Database database;

    DatabaseProbe(DatabaseSettings settings) {
        this.database = Database.open(new DatabaseSettings(
                settings.url(),
                settings.user(),
                settings.password(),
                1,
                settings.journalPoolSize(),
                settings.queueSize(),
                settings.connectTimeout(),
                settings.statementTimeout(),
                settings.socketTimeout(),
                settings.idleInTransactionTimeout()));
    }

    /** Why it cannot be used now; empty if it can. */
    Optional<String> failure() {
        try {
            ask("SELECT 1");
            return Optional.empty();
        } catch (DatabaseException e) {
            return Optional.of("the database does not answer: " + e.getMessage());
        }
    }

    /** Such as {@code 18.6}. */
    String serverVersion() {
        return ask("SHOW server_version").split(" ", 2)[0];
    }

    private String ask(String query) {
        return database.callNow(connection -> {
            try (var statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
