package io.heddle.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The two statements the writer needs.
 *
 * <p>Stateless. The insert takes its rows as arrays, so its text never changes with their number: it is planned once per
 * connection, and with auto-commit a batch costs one round trip and one flush.
 */
final class JournalTable {

    private static final String INSERT = """
            INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer,
                                       event_ser_id, adapter_manifest, event_ser_manifest, event_payload)
            SELECT persistence_id, sequence_number, write_timestamp, writer::uuid,
                   event_ser_id, adapter_manifest, event_ser_manifest, event_payload
              FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::integer[], ?::text[], ?::text[], ?::bytea[])
                AS new (persistence_id, sequence_number, write_timestamp, writer,
                        event_ser_id, adapter_manifest, event_ser_manifest, event_payload)
            """;

    private static final String PRESENT = """
            SELECT j.persistence_id, j.sequence_number, j.writer, j.write_timestamp, j.event_payload
              FROM event_journal j
              JOIN unnest(?::text[], ?::bigint[]) AS sought (persistence_id, sequence_number)
                ON j.persistence_id = sought.persistence_id AND j.sequence_number = sought.sequence_number
            """;

    private JournalTable() {}

    /** Inserts every row of every write, in order, in one statement and so in one transaction. */
    static void insert(Connection connection, List<JournalWrite> writes) throws SQLException {
        int count = writes.stream().mapToInt(write -> write.rows().size()).sum();
        String[] ids = new String[count];
        long[] sequences = new long[count];
        long[] times = new long[count];
        String[] writers = new String[count];
        int[] serializers = new int[count];
        String[] adapters = new String[count];
        String[] manifests = new String[count];
        byte[][] payloads = new byte[count][];
        int i = 0;
        for (JournalWrite write : writes) {
            for (JournalWrite.Row row : write.rows()) {
                ids[i] = write.persistenceId();
                sequences[i] = row.sequence();
                times[i] = row.writtenAt();
                writers[i] = row.writer().toString();
                serializers[i] = row.serializerId();
                adapters[i] = row.adapterManifest();
                manifests[i] = row.manifest();
                payloads[i] = row.payload();
                i++;
            }
        }
        PGConnection arrays = connection.unwrap(PGConnection.class);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setArray(1, arrays.createArrayOf("text", ids));
            insert.setArray(2, arrays.createArrayOf("int8", sequences));
            insert.setArray(3, arrays.createArrayOf("int8", times));
            insert.setArray(4, arrays.createArrayOf("text", writers));
            insert.setArray(5, arrays.createArrayOf("int4", serializers));
            insert.setArray(6, arrays.createArrayOf("text", adapters));
            insert.setArray(7, arrays.createArrayOf("text", manifests));
            insert.setArray(8, arrays.createArrayOf("bytea", payloads));
            insert.executeUpdate();
        }
    }

    /** Those of the writes whose every row stands in the journal as this very writer wrote it, byte for byte. */
    static List<JournalWrite> alreadyThere(Connection connection, List<JournalWrite> writes) throws SQLException {
        Map<Key, JournalWrite.Row> found = new HashMap<>();
        PGConnection arrays = connection.unwrap(PGConnection.class);
        try (PreparedStatement present = connection.prepareStatement(PRESENT)) {
            present.setArray(
                    1,
                    arrays.createArrayOf(
                            "text",
                            writes.stream()
                                    .flatMap(write -> write.rows().stream().map(row -> write.persistenceId()))
                                    .toArray(String[]::new)));
            present.setArray(
                    2,
                    arrays.createArrayOf(
                            "int8",
                            writes.stream()
                                    .flatMap(write -> write.rows().stream())
                                    .mapToLong(JournalWrite.Row::sequence)
                                    .toArray()));
            try (ResultSet rows = present.executeQuery()) {
                while (rows.next()) {
                    JournalWrite.Row row = new JournalWrite.Row(
                            rows.getLong(2),
                            rows.getLong(4),
                            rows.getObject(3, UUID.class),
                            0,
                            "",
                            "",
                            rows.getBytes(5));
                    found.put(new Key(rows.getString(1), row.sequence()), row);
                }
            }
        }
        return writes.stream()
                .filter(write -> write.rows().stream()
                        .allMatch(row -> same(row, found.get(new Key(write.persistenceId(), row.sequence())))))
                .toList();
    }

    private static boolean same(JournalWrite.Row ours, JournalWrite.@Nullable Row theirs) {
        return theirs != null
                && ours.writer().equals(theirs.writer())
                && ours.writtenAt() == theirs.writtenAt()
                && Arrays.equals(ours.payload(), theirs.payload());
    }

    private record Key(String persistenceId, long sequence) {}
}
