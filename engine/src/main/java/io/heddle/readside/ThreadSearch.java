package io.heddle.readside;

import io.heddle.api.RunError;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadTtl;
import io.heddle.api.ThreadView;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.Values;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import io.heddle.thread.ThreadViews;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One search: which threads, in what order, how many in all, and what they hold. Runs in one snapshot of the database, so
 * that a page's rows, values and total belong together. Thread-safe.
 */
final class ThreadSearch {
    private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private static final String COLUMNS = """
            SELECT i.thread, i.thread_id, i.created_at, c.updated_at, c.state_updated_at,
                   coalesce(i.metadata_text, i.metadata::text), i.config, i.graph_id, c.stated,
                   CASE WHEN b.thread IS NULL THEN c.rest ELSE 'busy' END AS status, c.error, c.interrupts,
                   e.ttl_millis, e.strategy, e.sliding, e.since
            """;

    private static final String CLOCK = "\n  JOIN thread_clock c ON c.thread = i.thread";
    private static final String BUSY = "\n  LEFT JOIN thread_busy b ON b.thread = i.thread";
    private static final String LIFE = "\n  LEFT JOIN thread_expiry e ON e.thread = i.thread";

    private final GraphCatalog graphs;
    private final ThreadViews views;

    ThreadSearch(GraphCatalog graphs) {
        this.graphs = graphs;
        this.views = new ThreadViews(graphs);
    }

    ThreadPage page(Connection connection, TenantId tenant, ThreadQuery query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SNAPSHOT);
        }
        SearchTerms terms = new SearchTerms(graphs, tenant, query);
        List<Found> found = found(connection, terms, query);
        Map<Long, Values> values = FoundValues.of(
                connection,
                found.stream().filter(Found::stated).map(Found::thread).toList());
        List<ThreadView> threads = new ArrayList<>();
        found.forEach(one -> threads.add(view(tenant, one, values.getOrDefault(one.thread(), Values.EMPTY))));
        return new ThreadPage(threads, total(connection, terms, query, threads.size()));
    }

    long count(Connection connection, TenantId tenant, ThreadQuery query) throws SQLException {
        return count(connection, new SearchTerms(graphs, tenant, query));
    }

    /** A page that is not full says itself how many there are. */
    private static long total(Connection connection, SearchTerms terms, ThreadQuery query, int found)
            throws SQLException {
        boolean last = found < query.limit() && (found > 0 || query.offset() == 0);
        return last ? (long) query.offset() + found : count(connection, terms);
    }

    private static long count(Connection connection, SearchTerms terms) throws SQLException {
        String sql = "SELECT count(*) FROM thread_index i" + (terms.needsClock() ? CLOCK : "")
                + (terms.needsBusy() ? BUSY : "") + "\n WHERE " + terms.where();
        try (PreparedStatement count = connection.prepareStatement(sql)) {
            terms.bind(connection, count);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static List<Found> found(Connection connection, SearchTerms terms, ThreadQuery query) throws SQLException {
        String sql = COLUMNS + "  FROM thread_index i" + CLOCK + BUSY + LIFE + "\n WHERE " + terms.where()
                + "\n ORDER BY " + order(query) + "\n LIMIT ? OFFSET ?";
        try (PreparedStatement search = connection.prepareStatement(sql)) {
            int next = terms.bind(connection, search);
            search.setInt(next, query.limit());
            search.setInt(next + 1, query.offset());
            List<Found> found = new ArrayList<>();
            try (ResultSet rows = search.executeQuery()) {
                while (rows.next()) {
                    found.add(Found.from(rows));
                }
            }
            return found;
        }
    }

    private static String order(ThreadQuery query) {
        String by = switch (query.sortBy()) {
            case THREAD_ID -> "i.thread_id";
            case STATUS -> "CASE WHEN b.thread IS NULL THEN c.rest ELSE 'busy' END COLLATE \"C\"";
            case CREATED_AT -> "i.created_at";
            case UPDATED_AT -> "c.updated_at";
            case STATE_UPDATED_AT -> "c.state_updated_at";
        };
        return by + (query.ascending() ? " ASC" : " DESC") + ", i.thread_id ASC";
    }

    private ThreadView view(TenantId tenant, Found found, Values values) {
        return new ThreadView(
                new ThreadKey(tenant, new ThreadId(found.id())),
                Instant.ofEpochMilli(found.createdAt()),
                Instant.ofEpochMilli(found.updatedAt()),
                Instant.ofEpochMilli(found.stateUpdatedAt()),
                JsonValue.parse(found.metadata()),
                JsonValue.ofText(found.config()),
                status(found.status()),
                found.stated() ? views.values(found.graphId(), values) : null,
                found.interrupts() == null ? JsonValue.EMPTY_OBJECT : JsonValue.ofText(found.interrupts()),
                error(found.error()),
                found.ttl(),
                found.expiresAt());
    }

    private static ThreadStatus status(String wire) {
        for (ThreadStatus status : ThreadStatus.values()) {
            if (status.wire().equals(wire)) {
                return status;
            }
        }
        throw new IllegalStateException("thread_clock.rest holds \"" + wire + "\", which is no status");
    }

    private static @Nullable RunError error(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Map<String, JsonSlice> members = JsonSlice.of(JsonValue.ofText(json)).members();
        JsonSlice name = members.get("error");
        JsonSlice message = members.get("message");
        return name == null || message == null ? null : new RunError(name.text(), message.text());
    }

    /** A row as it stands in the tables. */
    private record Found(
            long thread,
            String id,
            long createdAt,
            long updatedAt,
            long stateUpdatedAt,
            String metadata,
            String config,
            @Nullable String graphId,
            boolean stated,
            String status,
            @Nullable String error,
            @Nullable String interrupts,
            @Nullable ThreadTtl ttl,
            long ttlSince) {
        static Found from(ResultSet row) throws SQLException {
            return new Found(
                    row.getLong(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getBoolean(9),
                    row.getString(10),
                    row.getString(11),
                    row.getString(12),
                    ttl(row),
                    row.getLong(16));
        }

        @Nullable
        Instant expiresAt() {
            return ttl == null
                    ? null
                    : Instant.ofEpochMilli(ttl.sliding() ? Math.max(updatedAt, ttlSince) : ttlSince)
                            .plus(ttl.lifetime());
        }

        private static @Nullable ThreadTtl ttl(ResultSet row) throws SQLException {
            String strategy = row.getString(14);
            return strategy == null
                    ? null
                    : new ThreadTtl(
                            Duration.ofMillis(row.getLong(13)),
                            ThreadTtl.Strategy.valueOf(strategy.toUpperCase(Locale.ROOT)),
                            row.getBoolean(15));
        }
    }
}
