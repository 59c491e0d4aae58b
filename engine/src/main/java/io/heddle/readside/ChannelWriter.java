package io.heddle.readside;

import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonValue;
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

    private static final String ELEMENTS = """
            INSERT INTO thread_element (thread, channel, position, element, searched)
            SELECT * FROM unnest(?::bigint[], ?::integer[], ?::integer[], ?::text[], ?::text[])
                ON CONFLICT (thread, channel, position)
                DO UPDATE SET element = excluded.element, searched = excluded.searched
            """;

    private static final String CLEAR = """
            DELETE FROM thread_value AS v USING unnest(?::bigint[], ?::integer[]) AS old (thread, channel)
             WHERE v.thread = old.thread AND v.channel = old.channel
            """;

    private static final String SHORTEN = """
            DELETE FROM thread_element AS e USING unnest(?::bigint[], ?::integer[], ?::integer[]) AS old (thread, channel, size)
             WHERE e.thread = old.thread AND e.channel = old.channel AND e.position >= old.size
            """;

    private static final String DROP = """
            DELETE FROM thread_element AS e USING unnest(?::bigint[], ?::integer[], ?::integer[]) AS old (thread, channel, first)
             WHERE e.thread = old.thread AND e.channel = old.channel AND e.position < old.first
            """;

    private static final String FORGET_VALUES = "DELETE FROM thread_value WHERE thread = ANY (?::bigint[])";
    private static final String FORGET_ELEMENTS = "DELETE FROM thread_element WHERE thread = ANY (?::bigint[])";

    private final ChannelNumbers numbers = new ChannelNumbers();

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
        cut(connection, SHORTEN, sorted.shortened);
        cut(connection, DROP, sorted.dropped);
        values(connection, sorted.values);
        elements(connection, sorted.elements);
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

    private static void cut(Connection connection, String statement, List<Cell> cells) throws SQLException {
        if (!cells.isEmpty()) {
            try (PreparedStatement cut = connection.prepareStatement(statement)) {
                SqlArrays arrays = new SqlArrays(connection, cut, 1);
                place(arrays, cells);
                arrays.ints(cells, Cell::position);
                cut.executeUpdate();
            }
        }
    }

    private static void values(Connection connection, List<Cell> cells) throws SQLException {
        if (!cells.isEmpty()) {
            try (PreparedStatement upsert = connection.prepareStatement(VALUES)) {
                SqlArrays arrays = new SqlArrays(connection, upsert, 1);
                place(arrays, cells);
                content(arrays, cells);
                upsert.executeUpdate();
            }
        }
    }

    private static void elements(Connection connection, List<Cell> cells) throws SQLException {
        if (!cells.isEmpty()) {
            try (PreparedStatement upsert = connection.prepareStatement(ELEMENTS)) {
                SqlArrays arrays = new SqlArrays(connection, upsert, 1);
                place(arrays, cells);
                arrays.ints(cells, Cell::position);
                content(arrays, cells);
                upsert.executeUpdate();
            }
        }
    }

    private static void place(SqlArrays arrays, List<Cell> cells) throws SQLException {
        arrays.longs(cells, Cell::thread);
        arrays.ints(cells, Cell::channel);
    }

    private static void content(SqlArrays arrays, List<Cell> cells) throws SQLException {
        arrays.texts(cells, Cell::text);
        arrays.texts(cells, Cell::searched);
    }

    /** A row of either table. {@code position} is an element's place, or the place at which a list is cut. */
    private record Cell(
            long thread,
            int channel,
            int position,
            @Nullable String text,
            @Nullable String searched) {
        static Cell of(long thread, int channel, int position, JsonValue content) {
            String text = content.toString();
            String searched = JsonbText.of(content);
            return new Cell(thread, channel, position, text, searched.equals(text) ? null : searched);
        }

        static Cell empty(long thread, int channel, int place) {
            return new Cell(thread, channel, place, null, null);
        }
    }

    /** All threads' changes, sorted by the statement that writes them. */
    private static final class Sorted {
        private final Map<String, Integer> numbers;
        private final List<Cell> cleared = new ArrayList<>();
        private final List<Cell> shortened = new ArrayList<>();
        private final List<Cell> dropped = new ArrayList<>();
        private final List<Cell> values = new ArrayList<>();
        private final List<Cell> elements = new ArrayList<>();

        Sorted(Map<String, Integer> numbers) {
            this.numbers = numbers;
        }

        void add(long thread, ChannelDelta delta) {
            int channel = numbers.getOrDefault(delta.channel(), 0);
            switch (delta) {
                case ChannelDelta.Cleared cleared -> {
                    this.cleared.add(Cell.empty(thread, channel, 0));
                    shortened.add(Cell.empty(thread, channel, 0));
                }
                case ChannelDelta.Single single -> {
                    values.add(Cell.of(thread, channel, 0, single.value()));
                    if (single.wasList()) {
                        shortened.add(Cell.empty(thread, channel, 0));
                    }
                }
                case ChannelDelta.Elements list -> {
                    if (list.fresh()) {
                        values.add(Cell.empty(thread, channel, 0));
                    }
                    if (list.shorter()) {
                        shortened.add(Cell.empty(thread, channel, list.end()));
                    }
                    if (list.later()) {
                        dropped.add(Cell.empty(thread, channel, list.first()));
                    }
                    list.changed()
                            .forEach(placed ->
                                    elements.add(Cell.of(thread, channel, placed.position(), placed.element())));
                }
            }
        }
    }
}
