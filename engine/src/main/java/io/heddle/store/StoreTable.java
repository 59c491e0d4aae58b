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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Statements on single rows of {@code store_item}. Stateless. */
final class StoreTable {
    static final String COLUMNS = "namespace, key, value, created_at, updated_at";

    private static final String GET =
            "SELECT " + COLUMNS + " FROM store_item WHERE tenant = ? AND namespace = ? AND key = ?";

    /** One statement whatever the number of rows; a namespace comes as its labels with periods between them. */
    private static final String PUT = """
            INSERT INTO store_item (tenant, namespace, key, created_at, updated_at, value, searched)
            SELECT ?, string_to_array(namespace, '.'), key, now, now, value, searched::jsonb
              FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS new (namespace, key, value, searched),
                   (VALUES (?::bigint)) AS clock (now)
            ON CONFLICT (tenant, namespace, key) DO UPDATE
               SET updated_at = excluded.updated_at, put = excluded.put,
                   value = excluded.value, searched = excluded.searched
            """;

    private static final String DELETE = "DELETE FROM store_item WHERE tenant = ? AND namespace = ? AND key = ?";

    private StoreTable() {}

    static Optional<StoreItem> get(Connection connection, TenantId tenant, StoreAddress address) throws SQLException {
        try (PreparedStatement get = connection.prepareStatement(GET)) {
            bind(connection, get, tenant, address);
            try (ResultSet row = get.executeQuery()) {
                return row.next() ? Optional.of(item(row)) : Optional.empty();
            }
        }
    }

    /** Puts the entries in their order, and tells how many there were. */
    static int put(Connection connection, TenantId tenant, Collection<StoreEntry> entries, long now)
            throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            put.setString(1, tenant.value());
            put.setArray(
                    2,
                    column(
                            connection,
                            entries,
                            entry -> entry.address().namespace().toString()));
            put.setArray(3, column(connection, entries, entry -> entry.address().key()));
            put.setArray(4, column(connection, entries, entry -> entry.value().toString()));
            put.setArray(5, column(connection, entries, entry -> JsonbText.of(entry.value())));
            put.setLong(6, now);
            return put.executeUpdate();
        }
    }

    static int delete(Connection connection, TenantId tenant, StoreAddress address) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            bind(connection, delete, tenant, address);
            return delete.executeUpdate();
        }
    }

    /** The item of a row of {@link #COLUMNS}. */
    static StoreItem item(ResultSet row) throws SQLException {
        return new StoreItem(
                namespace(row, 1),
                row.getString(2),
                JsonValue.ofText(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                Instant.ofEpochMilli(row.getLong(5)));
    }

    static StoreNamespace namespace(ResultSet row, int column) throws SQLException {
        Array labels = row.getArray(column);
        return new StoreNamespace(List.of((String[]) labels.getArray()));
    }

    private static Array column(
            Connection connection, Collection<StoreEntry> entries, Function<StoreEntry, String> value)
            throws SQLException {
        return connection.createArrayOf("text", entries.stream().map(value).toArray());
    }

    private static void bind(Connection connection, PreparedStatement statement, TenantId tenant, StoreAddress address)
            throws SQLException {
        Object[] labels = address.namespace().labels().toArray();
        statement.setString(1, tenant.value());
        statement.setArray(2, connection.createArrayOf("text", labels));
        statement.setString(3, address.key());
    }
}
