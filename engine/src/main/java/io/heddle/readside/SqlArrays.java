package io.heddle.readside;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Binds one column of a list of things after another as array parameters: a statement's text does not change with the
 * number of rows, so it is planned once per connection. Lives as long as one binding; not thread-safe.
 */
final class SqlArrays {
    private final PGConnection arrays;
    private final PreparedStatement statement;
    private int next;

    /** @param first the first parameter to bind, from 1 */
    SqlArrays(Connection connection, PreparedStatement statement, int first) throws SQLException {
        this.arrays = connection.unwrap(PGConnection.class);
        this.statement = statement;
        this.next = first;
    }

    <T> void texts(List<T> items, Function<T, @Nullable String> column) throws SQLException {
        @Nullable String[] values = new String[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(items.get(i));
        }
        statement.setArray(next++, arrays.createArrayOf("text", values));
    }

    <T> void longs(List<T> items, ToLongFunction<T> column) throws SQLException {
        statement.setArray(
                next++,
                arrays.createArrayOf("int8", items.stream().mapToLong(column).toArray()));
    }

    <T> void ints(List<T> items, ToIntFunction<T> column) throws SQLException {
        statement.setArray(
                next++,
                arrays.createArrayOf("int4", items.stream().mapToInt(column).toArray()));
    }

    <T> void flags(List<T> items, Predicate<T> column) throws SQLException {
        boolean[] values = new boolean[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.test(items.get(i));
        }
        statement.setArray(next++, arrays.createArrayOf("bool", values));
    }
}
