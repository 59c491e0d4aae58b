package io.heddle.registry;

import io.heddle.api.CronPage;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.TenantId;
import io.heddle.jdbc.JsonbText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One search of {@code cron}. Its text is put together from constants only; whatever the asker wrote is a bound parameter.
 * Built once per search; not thread-safe.
 */
final class CronSearch {
    private final StringBuilder where = new StringBuilder(" FROM cron WHERE tenant = ?");
    private final List<String> parameters = new ArrayList<>();

    private CronSearch(TenantId tenant, CronQuery query) {
        parameters.add(tenant.value());
        if (query.assistant() != null) {
            and("assistant_id = ?::uuid", query.assistant().value());
        }
        if (query.thread() != null) {
            and("thread_id = ?", query.thread().value());
        }
        if (query.enabled() != null) {
            and("enabled = ?::boolean", query.enabled().toString());
        }
        if (query.metadata() != null) {
            and("searched @> ?::jsonb", JsonbText.of(query.metadata()));
        }
    }

    static CronPage page(Connection connection, TenantId tenant, CronQuery query) throws SQLException {
        CronSearch search = new CronSearch(tenant, query);
        return new CronPage(search.found(connection, query), search.total(connection));
    }

    private List<CronView> found(Connection connection, CronQuery query) throws SQLException {
        String direction = query.ascending() ? " ASC" : " DESC";
        String sql = "SELECT " + CronRows.COLUMNS + where + " ORDER BY " + column(query.sortBy()) + direction
                + " NULLS LAST, cron_id" + direction + " LIMIT ? OFFSET ?";
        try (PreparedStatement search = connection.prepareStatement(sql)) {
            int next = bind(search);
            search.setInt(next, query.limit());
            search.setInt(next + 1, query.offset());
            List<CronView> found = new ArrayList<>();
            try (ResultSet rows = search.executeQuery()) {
                while (rows.next()) {
                    found.add(CronRows.view(rows));
                }
            }
            return found;
        }
    }

    private long total(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT count(*)" + where)) {
            bind(count);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String column(CronQuery.SortBy sortBy) {
        return switch (sortBy) {
            case CRON_ID -> "cron_id";
            case ASSISTANT_ID -> "assistant_id";
            case THREAD_ID -> "thread_id";
            case NEXT_RUN_DATE -> "next_run";
            case END_TIME -> "end_time";
            case CREATED_AT -> "created_at";
            case UPDATED_AT -> "updated_at";
        };
    }

    private void and(String condition, String bound) {
        where.append(" AND ").append(condition);
        parameters.add(bound);
    }

    /** Tells the number of the next parameter. */
    private int bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 1, parameters.get(i));
        }
        return parameters.size() + 1;
    }
}
