package io.heddle.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One decision as it stands in the journal.
 *
 * <p>The payload is not copied: whoever reads it must not change it.
 *
 * @param sequence its number within the persistence id, from 1
 * @param serializerId which serializer wrote the payload
 * @param manifest what the payload is, in that serializer's words
 * @param payload the encoded envelope
 * @param writtenAt milliseconds since 1970, by the clock of the node that wrote it
 */
public record JournalRow(
        String persistenceId, long sequence, int serializerId, String manifest, byte[] payload, long writtenAt) {

    /** The columns of a row, in the order in which {@link #from} reads them. */
    public static final String COLUMNS =
            "persistence_id, sequence_number, event_ser_id, event_ser_manifest, event_payload, write_timestamp";

    /** @param first where in the result the columns begin, from 1 */
    public static JournalRow from(ResultSet rows, int first) throws SQLException {
        return new JournalRow(
                rows.getString(first),
                rows.getLong(first + 1),
                rows.getInt(first + 2),
                rows.getString(first + 3),
                rows.getBytes(first + 4),
                rows.getLong(first + 5));
    }
}
