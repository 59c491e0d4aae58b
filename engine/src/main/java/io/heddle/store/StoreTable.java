package io.heddle.store;

import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.TenantId;
import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonValue;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Statements on single rows of {@code store_item}. Stateless. */
final class StoreTable {
    static final String COLUMNS = "namespace, key, value, created_at, updated_at, expires_at, time_to_live";

    /** What holds of an item whose time is not over; takes the time it is. */
    static final String ALIVE = "(expires_at IS NULL OR expires_at > ?)";

    private static final String ONE = " WHERE tenant = ? AND namespace = ? AND key = ?";
    private static final String GET = "SELECT " + COLUMNS + " FROM store_item" + ONE + " AND " + ALIVE;

    /** One statement whatever the number of rows; a namespace comes as its labels with periods between them. */
    private static final String PUT = """
            INSERT INTO store_item (tenant, namespace, key, created_at, updated_at, time_to_live, expires_at, value, searched)
            SELECT ?, string_to_array(namespace, '.'), key, now, now, time, now + time, value, searched::jsonb
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                     AS new (namespace, key, value, searched, time),
                   (VALUES (?::bigint)) AS clock (now)
            ON CONFLICT (tenant, namespace, key) DO UPDATE
               SET updated_at = excluded.updated_at, put = excluded.put,
                   created_at = CASE WHEN store_item.expires_at <= excluded.updated_at
                                     THEN excluded.created_at ELSE store_item.created_at END,
                   time_to_live = excluded.time_to_live, expires_at = excluded.expires_at,
                   value = excluded.value, searched = excluded.searched
            """;

    /** Items that somebody is writing are left to him, so readers and writers never wait for each other in a circle. */
    private static final String RENEW = """
            WITH read AS (
              SELECT tenant, namespace, key
                FROM store_item JOIN unnest(?::text[], ?::text[]) AS these (labels, name)
                     ON namespace = string_to_array(labels, '.') AND key = name
               WHERE tenant = ? AND time_to_live IS NOT NULL AND expires_at > ?
                 FOR UPDATE OF store_item SKIP LOCKED)
            UPDATE store_item SET expires_at = ?::bigint + time_to_live
              FROM read
             WHERE store_item.tenant = read.tenant AND store_item.namespace = read.namespace
               AND store_item.key = read.key
            """;

    private static final String DELETE = "DELETE FROM store_item" + ONE;

    private static final String FORGET = """
            DELETE FROM store_item WHERE ctid IN (
              SELECT ctid FROM store_item WHERE expires_at <= ? LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private StoreTable() {}

    /** When items are read, and whether that renews them. */
    record Reading(long now, boolean renews) {}

    static Optional<StoreItem> get(Connection connection, TenantId tenant, StoreAddress address, Reading reading)
            throws SQLException {
        try (PreparedStatement get = connection.prepareStatement(GET)) {
            bind(connection, get, tenant, address);
            get.setLong(4, reading.now());
            try (ResultSet row = get.executeQuery()) {
                return row.next() ? Optional.of(item(row, reading)) : Optional.empty();
            }
        }
    }

    /** Starts the time of those items anew that were put for a time, if their reader renews them; tells how many. */
    static int renew(Connection connection, TenantId tenant, Collection<StoreItem> items, Reading reading)
            throws SQLException {
        if (!reading.renews()) {
            return 0;
        }
        List<StoreItem> timed =
                items.stream().filter(item -> item.expiresAt() != null).toList();
        if (timed.isEmpty()) {
            return 0;
        }
        try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
            renew.setArray(
                    1,
                    column(connection, "text", timed, item -> item.namespace().toString()));
            renew.setArray(2, column(connection, "text", timed, StoreItem::key));
            renew.setString(3, tenant.value());
            renew.setLong(4, reading.now());
            renew.setLong(5, reading.now());
            return renew.executeUpdate();
        }
    }

    /** Deletes at most that many items whose time is over, and tells how many. */
    static int forget(Connection connection, long now, int most) throws SQLException {
        try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
            forget.setLong(1, now);
            forget.setInt(2, most);
            return forget.executeUpdate();
        }
    }

    /** Puts the entries in their order, and tells how many there were. */
    static int put(Connection connection, TenantId tenant, Collection<StoreEntry> entries, long now)
            throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            put.setString(1, tenant.value());
            put.setArray(2, column(connection, "text", entries, entry -> namespace(entry.address())));
            put.setArray(
                    3,
                    column(connection, "text", entries, entry -> entry.address().key()));
            put.setArray(
                    4,
                    column(connection, "text", entries, entry -> entry.value().toString()));
            put.setArray(5, column(connection, "text", entries, entry -> JsonbText.of(entry.value())));
            put.setArray(6, column(connection, "bigint", entries, entry -> millis(entry.timeToLive())));
            put.setLong(7, now);
            return put.executeUpdate();
        }
    }

    static int delete(Connection connection, TenantId tenant, StoreAddress address) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            bind(connection, delete, tenant, address);
            return delete.executeUpdate();
        }
    }

    /** The item of a row of {@link #COLUMNS}, as it is when its reader has renewed it or not. */
    static StoreItem item(ResultSet row, Reading reading) throws SQLException {
        return new StoreItem(
                namespace(row, 1),
                row.getString(2),
                JsonValue.ofText(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                expiry(row, reading));
    }

    private static @Nullable Instant expiry(ResultSet row, Reading reading) throws SQLException {
        long expiresAt = row.getLong(6);
        if (row.wasNull()) {
            return null;
        }
        return Instant.ofEpochMilli(reading.renews() ? reading.now() + row.getLong(7) : expiresAt);
    }

    static StoreNamespace namespace(ResultSet row, int column) throws SQLException {
        Array labels = row.getArray(column);
        return new StoreNamespace(List.of((String[]) labels.getArray()));
    }

    private static String namespace(StoreAddress address) {
        return address.namespace().toString();
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : Math.max(1, time.toMillis());
    }

    private static <T> Array column(
            Connection connection, String type, Collection<T> rows, Function<T, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    private static void bind(Connection connection, PreparedStatement statement, TenantId tenant, StoreAddress address)
            throws SQLException {
        Object[] labels = address.namespace().labels().toArray();
        statement.setString(1, tenant.value());
        statement.setArray(2, connection.createArrayOf("text", labels));
        statement.setString(3, address.key());
    }
}
