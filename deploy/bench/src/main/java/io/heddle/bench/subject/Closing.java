package io.heddle.bench.subject;

import java.sql.Connection;
import java.sql.SQLException;

final class Closing {
    private Closing() {}

    /** Closes a connection that nobody needs any more. */
    static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was to go anyway.
        }
    }
}
