package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on one connection. The connection belongs to the caller: do not close, commit or keep it. */
@FunctionalInterface
public interface SqlCall<T> {

    T on(Connection connection) throws SQLException;
}
