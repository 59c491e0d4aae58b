package io.heddle.jdbc;

import java.sql.SQLException;

/**
 * The database could not do what was asked. The cause keeps its SQLState.
 *
 * <p>Unchecked, since whoever can mend it (a supervisor, an operator) is far from whoever sees it first.
 */
public class DatabaseException extends RuntimeException {

    public DatabaseException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }

    DatabaseException(String message) {
        super(message);
    }

    /** The five letters of the first {@link SQLException} in the causes, or an empty text. */
    public static String sqlState(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** All threads for database work are busy and the line before them is full. Nothing was sent. */
    public static final class Busy extends DatabaseException {

        Busy(int waiting) {
            super("the database executor is full: " + waiting + " calls wait; raise " + DatabaseSettings.PATH
                    + ".queue-size or " + DatabaseSettings.PATH + ".pool-size, or send less");
        }
    }
}
