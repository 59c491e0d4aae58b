package io.heddle.readside;

import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what has changed in the lists of many threads. Stateless.
 *
 * <p>A row holds neighbours that were written together. So almost every change adds one row, whatever the number of its
 * elements; a change in the middle takes the rows away that it meets, and writes what was in them, and all that follows, anew.
 */
final class ElementWriter {
    /** Elements of one row at most: what a search holds at once. */
    private static final int MOST = 64;

    private static final String ADD = """
            INSERT INTO thread_element (thread, channel, position, size, elements, searched)
            SELECT * FROM unnest(?::bigint[], ?::integer[], ?::integer[], ?::integer[], ?::text[], ?::text[])
            """;

    private static final String CUT = """
            DELETE FROM thread_element AS e
             USING unnest(?::bigint[], ?::integer[], ?::integer[], ?::integer[]) AS old (thread, channel, first, until)
             WHERE e.thread = old.thread AND e.channel = old.channel
               AND (e.position < old.first OR e.position + e.size > old.until)
            RETURNING e.thread, e.channel, e.position, e.size
            """;

    /** @param list null when none is to be left */
    record Change(long thread, int channel, ChannelDelta.@Nullable Elements list) {
        boolean cuts() {
            return list == null || list.cut();
        }

        int first() {
            return list == null ? 0 : list.first();
        }

        int from() {
            return list == null ? 0 : list.from();
        }
    }

    void write(Connection connection, List<Change> changes) throws SQLException {
        Map<Place, Left> left =
                cut(connection, changes.stream().filter(Change::cuts).toList());
        List<Segment> segments = new ArrayList<>();
        for (Change change : changes) {
            ChannelDelta.Elements list = change.list();
            if (list != null) {
                Left rows = left.getOrDefault(new Place(change), Left.of(change));
                add(segments, change, list, list.first(), Math.min(rows.from(), rows.until()));
                add(segments, change, list, rows.until(), list.end());
            }
        }
        add(connection, segments);
    }

    /** What is left of each list that was cut. */
    private static Map<Place, Left> cut(Connection connection, List<Change> changes) throws SQLException {
        Map<Place, Left> left = new HashMap<>();
        if (changes.isEmpty()) {
            return left;
        }
        changes.forEach(change -> left.put(new Place(change), Left.of(change)));
        try (PreparedStatement cut = connection.prepareStatement(CUT)) {
            SqlArrays arrays = new SqlArrays(connection, cut, 1);
            arrays.longs(changes, Change::thread);
            arrays.ints(changes, Change::channel);
            arrays.ints(changes, Change::first);
            arrays.ints(changes, Change::from);
            try (ResultSet gone = cut.executeQuery()) {
                while (gone.next()) {
                    int position = gone.getInt(3);
                    int end = position + gone.getInt(4);
                    left.computeIfPresent(
                            new Place(gone.getLong(1), gone.getInt(2)), (place, rows) -> rows.without(position, end));
                }
            }
        }
        return left;
    }

    private static void add(List<Segment> segments, Change change, ChannelDelta.Elements list, int from, int until) {
        for (int place = from; place < until; place += MOST) {
            segments.add(Segment.of(change, place, list.elements(place, Math.min(place + MOST, until))));
        }
    }

    private static void add(Connection connection, List<Segment> segments) throws SQLException {
        if (!segments.isEmpty()) {
            try (PreparedStatement add = connection.prepareStatement(ADD)) {
                SqlArrays arrays = new SqlArrays(connection, add, 1);
                arrays.longs(segments, segment -> segment.change().thread());
                arrays.ints(segments, segment -> segment.change().channel());
                arrays.ints(segments, Segment::position);
                arrays.ints(segments, Segment::size);
                arrays.texts(segments, Segment::elements);
                arrays.texts(segments, Segment::searched);
                add.executeUpdate();
            }
        }
    }

    private record Place(long thread, int channel) {
        Place(Change change) {
            this(change.thread(), change.channel());
        }
    }
    /** The places, {@code from} to before {@code until}, whose rows were not touched. */
    private record Left(Change change, int from, int until) {
        static Left of(Change change) {
            return new Left(change, change.first(), change.from());
        }

        /** After a row that held the places from {@code position} to before {@code end} was taken away. */
        Left without(int position, int end) {
            return end > change.from()
                    ? new Left(change, from, Math.min(until, Math.max(position, change.first())))
                    : new Left(change, Math.max(from, end), until);
        }
    }

    /** A row of {@code thread_element}. */
    private record Segment(
            Change change,
            int position,
            int size,
            String elements,
            @Nullable String searched) {
        static Segment of(Change change, int position, List<JsonValue> held) {
            JsonValue elements =
                    new JsonAssembly().openArray().members(held).closeArray().done();
            return new Segment(change, position, held.size(), elements.toString(), JsonbText.replacement(elements));
        }
    }
}
