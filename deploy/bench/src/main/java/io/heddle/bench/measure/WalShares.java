package io.heddle.bench.measure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose the write-ahead log of a stretch of time is, in bytes: read back record by record with {@code pg_walinspect}. A record
 * belongs to the table that it changes, its indexes and its overflow included; one that changes no table, such as a commit, to
 * the tables of its transaction.
 *
 * @param journal the journal's
 * @param snapshots the snapshots'
 * @param index all other tables' of the database
 * @param others nobody's here, such as a checkpoint's or the catalogue's
 */
public record WalShares(long journal, long snapshots, long index, long others) {
    private static final String SHARES = """
            WITH record AS MATERIALIZED (
              SELECT xid::text AS xid, record_length - CASE WHEN ? THEN 0 ELSE fpi_length END AS bytes,
                     substring(block_ref FROM 'rel [0-9]+/[0-9]+/([0-9]+)')::oid AS node
                FROM pg_get_wal_records_info('0/0'::pg_lsn + ?, least('0/0'::pg_lsn + ?, pg_current_wal_flush_lsn()))
               WHERE ? OR xid::text <> '0'),
            part AS (
              SELECT pg_relation_filenode(c.oid) AS node,
                     CASE WHEN coalesce(owner.relname, base.relname) LIKE 'event_journal%' THEN 'journal'
                          WHEN coalesce(owner.relname, base.relname) LIKE 'snapshot%' THEN 'snapshots'
                          WHEN coalesce(owner.relnamespace, base.relnamespace) = 'public'::regnamespace THEN 'index'
                          ELSE 'others' END AS share
                FROM pg_class c
                LEFT JOIN pg_index i ON i.indexrelid = c.oid
                JOIN pg_class base ON base.oid = coalesce(i.indrelid, c.oid)
                LEFT JOIN pg_class owner ON owner.reltoastrelid = base.oid
               WHERE pg_relation_filenode(c.oid) IS NOT NULL),
            whose AS (
              SELECT xid, min(share) AS share FROM record JOIN part USING (node) WHERE xid <> '0' GROUP BY xid)
            SELECT coalesce(part.share, whose.share, 'others'), sum(bytes)
              FROM record LEFT JOIN part USING (node) LEFT JOIN whose USING (xid)
             GROUP BY 1
            """;

    /** Of the log between two readings; empty where the server has no {@code pg_walinspect}. */
    public static Optional<WalShares> between(Server.Database database, Meters from, Meters to) throws SQLException {
        return between(database, from, to, true);
    }

    /**
     * As {@link #between(Server.Database, Meters, Meters)}, without what falls into a short time by chance: vacuum's records,
     * and the images of whole pages that are written when a page is first changed after a checkpoint.
     */
    public static Optional<WalShares> ofTransactions(Server.Database database, Meters from, Meters to)
            throws SQLException {
        return between(database, from, to, false);
    }

    private static Optional<WalShares> between(Server.Database database, Meters from, Meters to, boolean all)
            throws SQLException {
        try (Connection connection = database.connect()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect");
            } catch (SQLException e) {
                return Optional.empty();
            }
            try (PreparedStatement select = connection.prepareStatement(SHARES)) {
                select.setBoolean(1, all);
                select.setLong(2, from.wal());
                select.setLong(3, to.wal());
                select.setBoolean(4, all);
                Map<String, Long> shares = new HashMap<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        shares.put(row.getString(1), row.getLong(2));
                    }
                }
                return Optional.of(new WalShares(
                        shares.getOrDefault("journal", 0L),
                        shares.getOrDefault("snapshots", 0L),
                        shares.getOrDefault("index", 0L),
                        shares.getOrDefault("others", 0L)));
            }
        }
    }

    /** What the short cuts cost for each byte that the journal does. */
    public double besideJournal() {
        return (double) (snapshots + index) / Math.max(1, journal);
    }
}
