package io.heddle.registry;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.TenantId;
import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches of {@code assistant}. The text of each is put together from constants only; whatever the asker wrote is a bound
 * parameter. Stateless.
 */
final class AssistantSearch {
    private static final String USED =
            " FROM assistant a JOIN assistant_version v USING (tenant, assistant_id, version) WHERE ";
    private static final String ALL = " FROM assistant a JOIN assistant_version v USING (tenant, assistant_id) WHERE ";

    private AssistantSearch() {}

    static List<AssistantView> page(Connection connection, TenantId tenant, AssistantQuery query) throws SQLException {
        Terms terms = new Terms(tenant, query);
        String direction = query.ascending() ? " ASC" : " DESC";
        String sql = "SELECT " + AssistantRows.COLUMNS + USED + terms.where + " ORDER BY " + column(query.sortBy())
                + direction + ", a.assistant_id" + direction + " LIMIT ? OFFSET ?";
        return views(connection, sql, terms, query.limit(), query.offset());
    }

    static long total(Connection connection, TenantId tenant, AssistantQuery query) throws SQLException {
        Terms terms = new Terms(tenant, query);
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*)" + USED + terms.where)) {
            terms.bind(count);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static List<AssistantView> versions(
            Connection connection, TenantId tenant, AssistantId id, @Nullable JsonValue metadata, int limit, int offset)
            throws SQLException {
        Terms terms = new Terms(tenant, metadata).and("assistant_id = ?::uuid", id.value());
        String sql =
                "SELECT " + AssistantRows.COLUMNS + ALL + terms.where + " ORDER BY v.version DESC LIMIT ? OFFSET ?";
        return views(connection, sql, terms, limit, offset);
    }

    private static List<AssistantView> views(Connection connection, String sql, Terms terms, int limit, int offset)
            throws SQLException {
        try (PreparedStatement search = connection.prepareStatement(sql)) {
            int next = terms.bind(search);
            search.setInt(next, limit);
            search.setInt(next + 1, offset);
            List<AssistantView> found = new ArrayList<>();
            try (ResultSet rows = search.executeQuery()) {
                while (rows.next()) {
                    found.add(AssistantRows.view(rows));
                }
            }
            return found;
        }
    }

    private static String column(AssistantQuery.SortBy sortBy) {
        return switch (sortBy) {
            case ASSISTANT_ID -> "a.assistant_id";
            case GRAPH_ID -> "v.graph_id";
            case NAME -> "v.name";
            case CREATED_AT -> "a.created_at";
            case UPDATED_AT -> "v.created_at";
        };
    }

    /** The conditions of one search, and what is bound to them. */
    private static final class Terms {
        private final StringBuilder where = new StringBuilder("tenant = ?");
        private final List<String> parameters = new ArrayList<>();

        Terms(TenantId tenant, AssistantQuery query) {
            this(tenant, query.metadata());
            if (query.graphId() != null) {
                and("v.graph_id = ?", JsonbText.of(query.graphId()));
            }
            if (query.name() != null) {
                and("position(lower(?) in lower(v.name)) > 0", JsonbText.of(query.name()));
            }
        }

        Terms(TenantId tenant, @Nullable JsonValue metadata) {
            parameters.add(tenant.value());
            if (metadata != null) {
                and("v.searched @> ?::jsonb", JsonbText.of(metadata));
            }
        }

        Terms and(String condition, String bound) {
            where.append(" AND ").append(condition);
            parameters.add(bound);
            return this;
        }

        /** Tells the number of the next parameter. */
        int bind(PreparedStatement statement) throws SQLException {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            return parameters.size() + 1;
        }
    }
}
