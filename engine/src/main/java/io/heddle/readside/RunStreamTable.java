package io.heddle.readside;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The statements on {@code run_stream}. Stateless. */
final class RunStreamTable {
    /** Writing a row again after a broken connection finds it there: its key names its content for good. */
    private static final String INSERT = """
            INSERT INTO run_stream (run, first_id, last_id, kept_at, events)
            SELECT run::uuid, first_id, last_id, ?, events
              FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[]) AS new (run, first_id, last_id, events)
            ON CONFLICT (run, first_id) DO NOTHING
            """;

    private static final String READ =
            "SELECT events FROM run_stream WHERE run = ?::uuid AND last_id > ? ORDER BY first_id";

    private static final String FORGET = """
            DELETE FROM run_stream
             WHERE ctid = ANY (ARRAY(SELECT ctid FROM run_stream WHERE kept_at < ? LIMIT ?))
            """;

    private RunStreamTable() {}

    /** Events of one run that are kept together. */
    record Chunk(RunId run, List<StreamFrame> frames) {
        private String text() {
            JsonAssembly out = new JsonAssembly().openArray();
            for (StreamFrame frame : frames) {
                out.openArray()
                        .number(frame.id())
                        .text(frame.event().name())
                        .value(frame.event().data())
                        .closeArray();
            }
            return out.closeArray().done().toString();
        }

        private long lowest() {
            return frames.stream().mapToLong(StreamFrame::id).min().orElseThrow();
        }

        private long highest() {
            return frames.stream().mapToLong(StreamFrame::id).max().orElseThrow();
        }
    }

    /** One statement; with auto-commit one commit. */
    static void insert(Connection connection, List<Chunk> chunks, long now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, now);
            SqlArrays arrays = new SqlArrays(connection, insert, 2);
            arrays.texts(chunks, chunk -> chunk.run().value());
            arrays.longs(chunks, Chunk::lowest);
            arrays.longs(chunks, Chunk::highest);
            arrays.texts(chunks, Chunk::text);
            insert.executeUpdate();
        }
    }

    static List<StreamFrame> read(Connection connection, RunId run, long after) throws SQLException {
        List<StreamFrame> frames = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(READ)) {
            read.setString(1, run.value());
            read.setLong(2, after);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    for (JsonSlice kept :
                            JsonSlice.of(JsonValue.ofText(rows.getString(1))).elements()) {
                        frames.add(frame(kept.elements()));
                    }
                }
            }
        }
        frames.removeIf(frame -> frame.id() <= after);
        frames.sort(Comparator.comparingLong(StreamFrame::id));
        return frames;
    }

    /** Deletes at most {@code limit} rows from before {@code keptBefore} and tells how many there were. */
    static int forget(Connection connection, long keptBefore, int limit) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setLong(1, keptBefore);
            forget.setInt(2, limit);
            return forget.executeUpdate();
        }
    }

    private static StreamFrame frame(List<JsonSlice> kept) {
        return new StreamFrame(
                kept.get(0).number(),
                new StreamEvent.Recorded(kept.get(1).text(), kept.get(2).value()));
    }
}
