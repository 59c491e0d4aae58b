package io.heddle.readside;

import io.heddle.jdbc.JsonbText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes what has changed in the channels of many threads. Thread-safe. */
final class ChannelWriter {
    private static final String VALUES = """
            INSERT INTO thread_value (thread, channel, value, searched)
            SELECT * FROM unnest(?::bigint[], ?::integer[], ?::text[], ?::text[])
                ON CONFLICT (thread, channel) DO UPDATE SET value = excluded.value, searched = excluded.searched
            """;

    private static final String CLEAR = """
            DELETE FROM thread_value AS v USING unnest(?::bigint[], ?::integer[]) AS old (thread, channel)
             WHERE v.thread = old.thread AND v.channel = old.channel
            """;

    private static final String FORGET_VALUES = "DELETE FROM thread_value WHERE thread = ANY (?::bigint[])";
    private static final String FORGET_ELEMENTS = "DELETE FROM thread_element WHERE thread = ANY (?::bigint[])";

    private final ChannelNumbers numbers = new ChannelNumbers();
    private final ElementWriter elements = new ElementWriter();

    void write(Connection connection, List<ThreadDelta> deltas) throws SQLException {
        TreeSet<String> names = new TreeSet<>();
        deltas.forEach(delta -> delta.channels().forEach(channel -> names.add(channel.channel())));
        if (names.isEmpty()) {
            return;
        }
        Sorted sorted = new Sorted(numbers.of(connection, names));
        for (ThreadDelta delta : deltas) {
            delta.channels().forEach(channel -> sorted.add(delta.thread(), channel));
        }
        clear(connection, sorted.cleared);
        values(connection, sorted.values);
        elements.write(connection, sorted.lists);
    }

    void forget(Connection connection, List<Long> threads) throws SQLException {
        IndexWriter.byThread(connection, FORGET_VALUES, threads);
        IndexWriter.byThread(connection, FORGET_ELEMENTS, threads);
    }

    private static void clear(Connection connection, List<Cell> cells) throws SQLException {
        if (!cells.isEmpty()) {
            try (PreparedStatement clear = connection.prepareStatement(CLEAR)) {
                place(new SqlArrays(connection, clear, 1), cells);
                clear.executeUpdate();
            }
        }
    }

    private static void values(Connection connection, List<Cell> cells) throws SQLException {
        if (!cells.isEmpty()) {
            try (PreparedStatement upsert = connection.prepareStatement(VALUES)) {
                SqlArrays arrays = new SqlArrays(connection, upsert, 1);
                place(arrays, cells);
                arrays.texts(cells, Cell::text);
                arrays.texts(cells, Cell::searched);
                upsert.executeUpdate();
            }
        }
    }

    private static void place(SqlArrays arrays, List<Cell> cells) throws SQLException {
        arrays.longs(cells, Cell::thread);
        arrays.ints(cells, Cell::channel);
    }

    /** A row of {@code thread_value}. */
    private record Cell(
            long thread,
            int channel,
            @Nullable String text,
            @Nullable String searched) {}

    /** All threads' changes, sorted by the statement that writes them. */
    private static final class Sorted {
        private final Map<String, Integer> numbers;
        private final List<Cell> cleared = new ArrayList<>();
        private final List<Cell> values = new ArrayList<>();
        private final List<ElementWriter.Change> lists = new ArrayList<>();

        Sorted(Map<String, Integer> numbers) {
            this.numbers = numbers;
        }

        void add(long thread, ChannelDelta delta) {
            int channel = numbers.getOrDefault(delta.channel(), 0);
            switch (delta) {
                case ChannelDelta.Cleared cleared -> {
                    this.cleared.add(new Cell(thread, channel, null, null));
                    lists.add(new ElementWriter.Change(thread, channel, null));
                }
                case ChannelDelta.Single single -> {
                    values.add(new Cell(
                            thread, channel, single.value().toString(), JsonbText.replacement(single.value())));
                    if (single.wasList()) {
                        lists.add(new ElementWriter.Change(thread, channel, null));
                    }
                }
                case ChannelDelta.Elements list -> {
                    if (list.fresh()) {
                        values.add(new Cell(thread, channel, null, null));
                    }
                    lists.add(new ElementWriter.Change(thread, channel, list));
                }
            }
        }
    }
}
