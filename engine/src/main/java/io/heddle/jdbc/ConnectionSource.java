package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where the journal's writers take their connections: auto-commit on, closed by the taker. Thread-safe. */
@FunctionalInterface
interface ConnectionSource {

    Connection take() throws SQLException;
}
