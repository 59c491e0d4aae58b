package io.heddle.registry;

import io.heddle.api.AssistantId;
import io.heddle.api.CronId;
import io.heddle.api.CronView;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonValue;
import io.heddle.schedule.CronTable.Due;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on single rows of {@code cron}. Stateless. */
final class CronRows {
    /** What {@link #view} reads. */
    static final String COLUMNS = "cron_id, assistant_id, thread_id, keeps_thread, schedule, zone, end_time, enabled,"
            + " payload, metadata, next_run, created_at, updated_at";

    private static final String ONE = " WHERE tenant = ? AND cron_id = ?::uuid";

    /** What was claimed is free again: whoever changes a cron sets its next tick anew. */
    private static final String PUT = """
            INSERT INTO cron (%s, tenant, searched)
            VALUES (?::uuid, ?::uuid, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            ON CONFLICT (tenant, cron_id) DO UPDATE
               SET assistant_id = excluded.assistant_id, keeps_thread = excluded.keeps_thread,
                   schedule = excluded.schedule, zone = excluded.zone, end_time = excluded.end_time,
                   enabled = excluded.enabled, payload = excluded.payload, metadata = excluded.metadata,
                   searched = excluded.searched, next_run = excluded.next_run,
                   updated_at = excluded.updated_at, claimed_until = 0
            """.formatted(COLUMNS);

    private static final String CLAIM = """
            UPDATE cron SET claimed_until = ?
             WHERE (tenant, cron_id) IN (
                   SELECT tenant, cron_id FROM cron
                    WHERE next_run <= ? AND claimed_until <= ?
                    ORDER BY next_run LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING %s, tenant
            """.formatted(COLUMNS);

    private static final String TICK_OFF =
            "UPDATE cron SET next_run = ?, claimed_until = 0" + ONE + " AND next_run = ?";

    private CronRows() {}

    static int put(Connection connection, TenantId tenant, CronView cron) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement(PUT)) {
            put.setString(1, cron.id().value());
            put.setString(2, cron.assistant().value());
            put.setString(3, cron.thread() == null ? null : cron.thread().value());
            put.setBoolean(4, cron.keepsThread());
            put.setString(5, cron.schedule());
            put.setString(6, cron.zone() == null ? null : cron.zone().getId());
            time(put, 7, cron.endTime());
            put.setBoolean(8, cron.enabled());
            put.setString(9, cron.payload().toString());
            put.setString(10, cron.metadata().toString());
            time(put, 11, cron.nextRun());
            time(put, 12, cron.createdAt());
            time(put, 13, cron.updatedAt());
            put.setString(14, tenant.value());
            put.setString(15, JsonbText.of(cron.metadata()));
            return put.executeUpdate();
        }
    }

    /** @param lock nothing, or how the row is locked */
    static Optional<CronView> find(Connection connection, TenantId tenant, CronId id, String lock) throws SQLException {
        try (PreparedStatement find = connection.prepareStatement("SELECT " + COLUMNS + " FROM cron" + ONE + lock)) {
            find.setString(1, tenant.value());
            find.setString(2, id.value());
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
        }
    }

    static boolean delete(Connection connection, TenantId tenant, CronId id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM cron" + ONE)) {
            delete.setString(1, tenant.value());
            delete.setString(2, id.value());
            return delete.executeUpdate() == 1;
        }
    }

    static List<Due> claim(Connection connection, Instant now, Instant until, int most) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            time(claim, 1, until);
            time(claim, 2, now);
            time(claim, 3, now);
            claim.setInt(4, most);
            List<Due> due = new ArrayList<>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    CronView cron = view(rows);
                    Instant tick = Objects.requireNonNull(cron.nextRun(), "a due cron has a tick");
                    due.add(new Due(new TenantId(rows.getString(14)), cron, tick));
                }
            }
            due.sort(Comparator.comparing(Due::tick));
            return due;
        }
    }

    static int tickOff(Connection connection, TenantId tenant, CronId id, Instant tick, @Nullable Instant next)
            throws SQLException {
        try (PreparedStatement off = connection.prepareStatement(TICK_OFF)) {
            time(off, 1, next);
            off.setString(2, tenant.value());
            off.setString(3, id.value());
            time(off, 4, tick);
            return off.executeUpdate();
        }
    }

    /** The cron of a row of {@link #COLUMNS}. */
    static CronView view(ResultSet row) throws SQLException {
        String thread = row.getString(3);
        String zone = row.getString(6);
        return new CronView(
                new CronId(row.getString(1)),
                new AssistantId(row.getString(2)),
                thread == null ? null : new ThreadId(thread),
                row.getBoolean(4),
                row.getString(5),
                zone == null ? null : ZoneId.of(zone),
                time(row, 7),
                row.getBoolean(8),
                JsonValue.ofText(row.getString(9)),
                JsonValue.ofText(row.getString(10)),
                time(row, 11),
                Instant.ofEpochMilli(row.getLong(12)),
                Instant.ofEpochMilli(row.getLong(13)));
    }

    private static void time(PreparedStatement statement, int parameter, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(parameter, Types.BIGINT);
        } else {
            statement.setLong(parameter, time.toEpochMilli());
        }
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
