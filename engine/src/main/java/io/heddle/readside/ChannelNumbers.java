package io.heddle.readside;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers that stand for channels' names. Thread-safe. Only numbers that are committed are remembered. */
final class ChannelNumbers {
    private static final String FIND = "SELECT name, channel FROM channel_name WHERE name = ANY (?::text[])";

    private static final String ADD = """
            INSERT INTO channel_name (name) SELECT name FROM unnest(?::text[]) AS name ORDER BY name
                ON CONFLICT (name) DO NOTHING
            RETURNING name, channel
            """;

    private final Map<String, Integer> known = new ConcurrentHashMap<>();

    /** The numbers of these names; names without one get it in the connection's transaction. */
    Map<String, Integer> of(Connection connection, Collection<String> names) throws SQLException {
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            Integer number = known.get(name);
            if (number != null) {
                numbers.put(name, number);
            }
        }
        if (!numbers.keySet().containsAll(names)) {
            Map<String, Integer> found = query(connection, FIND, names);
            known.putAll(found);
            numbers.putAll(found);
        }
        if (!numbers.keySet().containsAll(names)) {
            numbers.putAll(query(connection, ADD, names));
        }
        if (!numbers.keySet().containsAll(names)) {
            // Another transaction added a name and committed between the two statements.
            numbers.putAll(query(connection, FIND, names));
        }
        return numbers;
    }

    private static Map<String, Integer> query(Connection connection, String sql, Collection<String> names)
            throws SQLException {
        Map<String, Integer> found = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            new SqlArrays(connection, query, 1).texts(List.copyOf(names), name -> name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return found;
    }
}
