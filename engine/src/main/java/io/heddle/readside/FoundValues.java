package io.heddle.readside;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.Values;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the threads of a page hold, put together from their stored text. Stateless. */
final class FoundValues {
    /** A page of a thousand long conversations would not fit into memory; the asker gets fewer at a time. */
    static final long MOST_BYTES = 64L << 20;

    private static final int FETCH = 100;

    private static final String READ = """
            SELECT v.thread, n.name, v.value, e.elements
              FROM thread_value v
              JOIN channel_name n ON n.channel = v.channel
              LEFT JOIN thread_element e ON v.value IS NULL AND e.thread = v.thread AND e.channel = v.channel
             WHERE v.thread = ANY (?::bigint[])
             ORDER BY v.thread, v.channel, e.position
            """;

    private FoundValues() {}

    /** Needs a transaction, or the driver would hold all rows at once. */
    static Map<Long, Values> of(Connection connection, List<Long> threads) throws SQLException {
        Map<Long, Map<String, ChannelValue>> channels = new HashMap<>();
        if (!threads.isEmpty()) {
            try (PreparedStatement read = connection.prepareStatement(READ)) {
                read.setFetchSize(FETCH);
                new SqlArrays(connection, read, 1).longs(threads, thread -> thread);
                try (ResultSet rows = read.executeQuery()) {
                    read(rows, channels);
                }
            }
        }
        Map<Long, Values> values = new HashMap<>();
        channels.forEach((thread, held) -> values.put(thread, Values.of(held)));
        return values;
    }

    private static void read(ResultSet rows, Map<Long, Map<String, ChannelValue>> channels) throws SQLException {
        long bytes = 0;
        long thread = 0;
        String name = "";
        List<JsonValue> list = new ArrayList<>();
        while (rows.next()) {
            long nextThread = rows.getLong(1);
            String nextName = rows.getString(2);
            if (nextThread != thread || !nextName.equals(name)) {
                put(channels, thread, name, list);
                thread = nextThread;
                name = nextName;
                list = new ArrayList<>();
            }
            String value = rows.getString(3);
            String elements = rows.getString(4);
            String text = value == null ? elements : value;
            if (text != null) {
                bytes += text.length();
            }
            if (bytes > MOST_BYTES) {
                throw new ProblemException(new Problem.TooLarge("values of the threads found", bytes, MOST_BYTES));
            }
            if (value != null) {
                held(channels, thread).put(name, new ChannelValue.Single(JsonValue.ofText(value)));
                name = "";
            } else if (elements != null) {
                for (JsonSlice element :
                        JsonSlice.of(JsonValue.ofText(elements)).elements()) {
                    list.add(element.value());
                }
            }
        }
        put(channels, thread, name, list);
    }

    private static void put(
            Map<Long, Map<String, ChannelValue>> channels, long thread, String name, List<JsonValue> list) {
        if (!name.isEmpty()) {
            held(channels, thread).put(name, ChannelValue.Log.of(list));
        }
    }

    private static Map<String, ChannelValue> held(Map<Long, Map<String, ChannelValue>> channels, long thread) {
        return channels.computeIfAbsent(thread, t -> new HashMap<>());
    }
}
