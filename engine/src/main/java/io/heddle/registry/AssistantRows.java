package io.heddle.registry;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantView;
import io.heddle.api.TenantId;
import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Statements on single rows of {@code assistant} and {@code assistant_version}. Stateless. */
final class AssistantRows {
    /** What {@link #view} reads, of the tables as a and v. */
    static final String COLUMNS = "a.assistant_id, v.graph_id, v.version, v.name, v.description, v.config, v.context,"
            + " v.metadata, a.created_at, v.created_at";

    private static final String ONE = " WHERE tenant = ? AND assistant_id = ?::uuid";

    private static final String INSERT = """
            INSERT INTO assistant (tenant, assistant_id, version, created_at)
            VALUES (?, ?::uuid, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String INSERT_VERSION = """
            INSERT INTO assistant_version
              (tenant, assistant_id, version, created_at, graph_id, name, description, config, context, metadata, searched)
            VALUES (?, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    private static final String CURRENT = "SELECT " + COLUMNS
            + " FROM assistant a JOIN assistant_version v USING (tenant, assistant_id, version)" + ONE;

    private static final String NEWEST = "SELECT max(version) FROM assistant_version" + ONE;

    private static final String USE = """
            UPDATE assistant SET version = ?
             WHERE tenant = ? AND assistant_id = ?::uuid
               AND EXISTS (SELECT 1 FROM assistant_version v
                            WHERE v.tenant = assistant.tenant AND v.assistant_id = assistant.assistant_id
                              AND v.version = ?)
            """;

    private AssistantRows() {}

    /** False if there is an assistant of that id. */
    static boolean insert(Connection connection, TenantId tenant, AssistantView first) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, tenant, first.id());
            insert.setInt(3, first.version());
            insert.setLong(4, first.createdAt().toEpochMilli());
            return insert.executeUpdate() == 1;
        }
    }

    static void insertVersion(Connection connection, TenantId tenant, AssistantView made, int version)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_VERSION)) {
            bind(insert, tenant, made.id());
            insert.setInt(3, version);
            insert.setLong(4, made.updatedAt().toEpochMilli());
            insert.setString(5, made.graphId());
            insert.setString(6, made.name());
            insert.setString(7, made.description());
            insert.setString(8, made.config().toString());
            insert.setString(9, made.context().toString());
            insert.setString(10, made.metadata().toString());
            insert.setString(11, JsonbText.of(made.metadata()));
            insert.executeUpdate();
        }
    }

    /** Keeps others from making versions until the transaction ends; tells the highest number there is, 0 for none. */
    static int lock(Connection connection, TenantId tenant, AssistantId id) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT 1 FROM assistant" + ONE + " FOR UPDATE")) {
            bind(lock, tenant, id);
            lock.executeQuery().close();
        }
        try (PreparedStatement newest = connection.prepareStatement(NEWEST)) {
            bind(newest, tenant, id);
            try (ResultSet row = newest.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    static Optional<AssistantView> current(Connection connection, TenantId tenant, AssistantId id) throws SQLException {
        try (PreparedStatement current = connection.prepareStatement(CURRENT)) {
            bind(current, tenant, id);
            try (ResultSet row = current.executeQuery()) {
                return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
        }
    }

    /** False if there is no such version. */
    static boolean use(Connection connection, TenantId tenant, AssistantId id, int version) throws SQLException {
        try (PreparedStatement use = connection.prepareStatement(USE)) {
            use.setInt(1, version);
            use.setString(2, tenant.value());
            use.setString(3, id.value());
            use.setInt(4, version);
            return use.executeUpdate() == 1;
        }
    }

    /** The versions go with it. */
    static boolean delete(Connection connection, TenantId tenant, AssistantId id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM assistant" + ONE)) {
            bind(delete, tenant, id);
            return delete.executeUpdate() == 1;
        }
    }

    /** The assistant of a row of {@link #COLUMNS}. */
    static AssistantView view(ResultSet row) throws SQLException {
        return new AssistantView(
                new AssistantId(row.getString(1)),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getString(5),
                JsonValue.ofText(row.getString(6)),
                JsonValue.ofText(row.getString(7)),
                JsonValue.ofText(row.getString(8)),
                Instant.ofEpochMilli(row.getLong(9)),
                Instant.ofEpochMilli(row.getLong(10)));
    }

    private static void bind(PreparedStatement statement, TenantId tenant, AssistantId id) throws SQLException {
        statement.setString(1, tenant.value());
        statement.setString(2, id.value());
    }
}
