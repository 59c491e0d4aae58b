package io.heddle.store;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Searches of {@code store_item}. Stateless. */
final class StoreSearch {
    /** Rows fetched at once, so that a page that is too large is noticed before it fills the memory. */
    private static final int ROWS_AT_ONCE = 32;

    private StoreSearch() {}

    /** In a transaction, since only there rows are fetched bit by bit. */
    static List<StoreItem> items(Connection connection, TenantId tenant, StoreQuery query, StoreTable.Reading reading)
            throws SQLException {
        StoreTerms terms =
                new StoreTerms(tenant, reading.now()).within(query.prefix()).matching(query.filter());
        String sql = "SELECT " + StoreTable.COLUMNS + " FROM store_item\n WHERE " + terms.where()
                + "\n ORDER BY put DESC LIMIT ? OFFSET ?";
        try (PreparedStatement search = connection.prepareStatement(sql)) {
            int next = terms.bind(connection, search, 1);
            search.setInt(next, query.limit());
            search.setInt(next + 1, query.offset());
            search.setFetchSize(ROWS_AT_ONCE);
            List<StoreItem> items = new ArrayList<>();
            long bytes = 0;
            try (ResultSet rows = search.executeQuery()) {
                while (rows.next()) {
                    StoreItem item = StoreTable.item(rows, reading);
                    bytes += item.value().size();
                    StoreQuery.checkBytes(bytes);
                    items.add(item);
                }
            }
            return items;
        }
    }

    static List<StoreNamespace> namespaces(Connection connection, TenantId tenant, NamespaceQuery query, long now)
            throws SQLException {
        StoreTerms terms =
                new StoreTerms(tenant, now).startingWith(query.prefix()).endingWith(query.suffix());
        String sql = "SELECT DISTINCT namespace[:?] FROM store_item\n WHERE " + terms.where()
                + "\n ORDER BY 1 LIMIT ? OFFSET ?";
        try (PreparedStatement list = connection.prepareStatement(sql)) {
            list.setInt(1, query.maxDepth());
            int next = terms.bind(connection, list, 2);
            list.setInt(next, query.limit());
            list.setInt(next + 1, query.offset());
            List<StoreNamespace> namespaces = new ArrayList<>();
            try (ResultSet rows = list.executeQuery()) {
                while (rows.next()) {
                    namespaces.add(StoreTable.namespace(rows, 1));
                }
            }
            return namespaces;
        }
    }
}
