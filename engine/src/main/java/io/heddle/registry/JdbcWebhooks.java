package io.heddle.registry;

import io.heddle.api.RunId;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.SqlCall;
import io.heddle.json.JsonValue;
import io.heddle.webhook.WebhookTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is to be told to webhooks, in PostgreSQL. Thread-safe; each call is one statement on one of the database's threads. */
public final class JdbcWebhooks implements WebhookTable {
    private static final String ONE = " WHERE tenant = ? AND thread_id = ? AND run_id = ?::uuid";

    private static final String EXPECT = """
            INSERT INTO webhook (tenant, thread_id, run_id, url, since, due)
            VALUES (?, ?, ?::uuid, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String ENDED =
            "UPDATE webhook SET payload = ?, due = ?, attempts = 0" + ONE + " AND payload IS NULL";

    private static final String CLAIM = """
            UPDATE webhook SET due = ?
             WHERE (tenant, thread_id, run_id) IN (
                   SELECT tenant, thread_id, run_id FROM webhook
                    WHERE due <= ? ORDER BY due LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING tenant, thread_id, run_id, url, payload, attempts, since
            """;

    private static final String POSTPONE = "UPDATE webhook SET attempts = ?, due = ?, failure = ?" + ONE;

    private final Database database;

    public JdbcWebhooks(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Void> expect(ThreadKey thread, RunId run, String url, Instant now, Instant nextLook) {
        return write(EXPECT, insert -> {
            key(insert, 1, thread, run);
            insert.setString(4, url);
            insert.setLong(5, now.toEpochMilli());
            insert.setLong(6, nextLook.toEpochMilli());
        });
    }

    @Override
    public CompletionStage<Void> ended(ThreadKey thread, RunId run, JsonValue payload, Instant now) {
        return write(ENDED, ended -> {
            ended.setString(1, payload.toString());
            ended.setLong(2, now.toEpochMilli());
            key(ended, 3, thread, run);
        });
    }

    @Override
    public CompletionStage<List<Told>> claim(Instant now, Instant until, int most) {
        return database.call(connection -> {
            try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                claim.setLong(1, until.toEpochMilli());
                claim.setLong(2, now.toEpochMilli());
                claim.setInt(3, most);
                List<Told> due = new ArrayList<>();
                try (ResultSet rows = claim.executeQuery()) {
                    while (rows.next()) {
                        due.add(told(rows));
                    }
                }
                return due;
            }
        });
    }

    @Override
    public CompletionStage<Void> postpone(Told told, int attempts, @Nullable Instant due, String why) {
        return write(POSTPONE, postpone -> {
            postpone.setInt(1, attempts);
            if (due == null) {
                postpone.setNull(2, Types.BIGINT);
            } else {
                postpone.setLong(2, due.toEpochMilli());
            }
            postpone.setString(3, why.replace('\0', ' '));
            key(postpone, 4, told.thread(), told.run());
        });
    }

    @Override
    public CompletionStage<Void> forget(ThreadKey thread, RunId run) {
        return write("DELETE FROM webhook" + ONE, delete -> key(delete, 1, thread, run));
    }

    private CompletionStage<Void> write(String sql, Binding binding) {
        SqlCall<Integer> work = connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                binding.bind(statement);
                return statement.executeUpdate();
            }
        };
        return database.call(work).thenAccept(rows -> {});
    }

    private static void key(PreparedStatement statement, int first, ThreadKey thread, RunId run) throws SQLException {
        statement.setString(first, thread.tenant().value());
        statement.setString(first + 1, thread.thread().value());
        statement.setString(first + 2, run.value());
    }

    private static Told told(ResultSet row) throws SQLException {
        String payload = row.getString(5);
        return new Told(
                new ThreadKey(new TenantId(row.getString(1)), new ThreadId(row.getString(2))),
                new RunId(row.getString(3)),
                row.getString(4),
                payload == null ? null : JsonValue.ofText(payload),
                row.getInt(6),
                Instant.ofEpochMilli(row.getLong(7)));
    }

    /** Binds the parameters of one statement. */
    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
