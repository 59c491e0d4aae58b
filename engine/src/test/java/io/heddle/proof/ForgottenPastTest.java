package io.heddle.proof;

import static io.heddle.proof.Owners.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.Access;
import io.heddle.api.HistoryQuery;
import io.heddle.api.NewThread;
import io.heddle.api.RunRequest;
import io.heddle.api.SessionView;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadTtl;
import io.heddle.contract.ContractGraphs;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.TestPostgres;
import io.heddle.json.JsonValue;
import io.heddle.runtime.EmbeddedRuntime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a thread has forgotten is nowhere in the database, what a copy needs is, and what is left is enough to go on from. */
class ForgottenPastTest {
    private static final DatabaseSettings DATABASE = TestPostgres.freshDatabase();
    private static EmbeddedRuntime engine;

    @BeforeAll
    static void open() {
        engine = Owners.on(DATABASE, ContractGraphs.catalog());
    }

    @AfterAll
    static void close() {
        engine.close();
    }

    @Test
    void a_deleted_thread_leaves_one_row_and_its_name_can_be_used_again() throws SQLException {
        ThreadKey key = counted("one", "secret");
        get(engine.threads().lasting(key, ThreadTtl.of(Duration.ofDays(1))));

        get(engine.threads().delete(key));
        get(engine.runtime().sweep());

        assertThat(rows(key)).isEqualTo(1);
        assertThat(holding(key, "secret")).isZero();
        assertThat(number("SELECT count(*) FROM snapshot WHERE persistence_id = ?", id(key)))
                .isZero();
        assertThat(number("SELECT count(*) FROM thread_purge WHERE persistence_id = ?", id(key)))
                .isZero();
        run(key, "anew");
        assertThat(markers(key)).isEqualTo("[\"anew\"]");
        reopen();
        run(key, "again");
        assertThat(markers(key)).isEqualTo("[\"anew\",\"again\"]");
    }

    @Test
    void a_pruned_thread_recovers_from_the_row_that_restates_it() throws SQLException {
        ThreadKey key = counted("one", "two", "three");

        get(engine.threads().prune(key));
        get(engine.runtime().sweep());

        assertThat(rows(key)).isEqualTo(1);
        assertThat(get(engine.threads().history(key, HistoryQuery.latest(100)))).hasSize(1);
        reopen();
        assertThat(markers(key)).isEqualTo("[\"one\",\"two\",\"three\"]");
        run(key, "four");
        assertThat(markers(key)).isEqualTo("[\"one\",\"two\",\"three\",\"four\"]");
        assertThat(get(engine.threads().history(key, HistoryQuery.latest(100)))).hasSize(4);
    }

    @Test
    void what_copies_read_stays_until_the_last_of_them_is_gone() throws SQLException {
        ThreadKey source = counted("one", "two");
        ThreadKey copy = fresh();
        ThreadKey second = fresh();
        get(engine.threads().copy(source, copy));
        get(engine.threads().copy(copy, second));
        long rows = rows(source);

        get(engine.threads().delete(source));
        get(engine.threads().delete(copy));
        get(engine.runtime().sweep());
        reopen();

        assertThat(rows(source)).isEqualTo(rows + 1);
        assertThat(get(engine.threads().history(second, HistoryQuery.latest(100))))
                .hasSize(6);
        get(engine.threads().delete(second));
        get(engine.runtime().sweep());
        get(engine.runtime().sweep());
        get(engine.runtime().sweep());
        assertThat(List.of(rows(source), rows(copy), rows(second))).containsOnly(1L);
        assertThat(number("SELECT count(*) FROM thread_fork WHERE copy = ?", id(second)))
                .isZero();
    }

    @Test
    void requests_are_counted_beside_the_journal() throws SQLException {
        ThreadKey key = fresh();
        get(engine.threads().create(key, NewThread.PLAIN));
        long rows = rows(key);

        engine.threads().accessed(key, new Access("ada", "10.0.0.1"));
        engine.threads().accessed(key, Access.UNKNOWN);
        reopen();
        engine.threads().accessed(key, Access.UNKNOWN);

        SessionView session = get(engine.threads().session(key));
        assertThat(session.requests()).isEqualTo(3);
        assertThat(session.user()).isEqualTo("ada");
        assertThat(session.clientAddress()).isEqualTo("10.0.0.1");
        assertThat(session.lastAccessedAt()).isAfterOrEqualTo(session.createdAt());
        assertThat(rows(key)).isEqualTo(rows);
    }

    private static void reopen() {
        engine.close();
        open();
    }

    private static ThreadKey counted(String... markers) {
        ThreadKey key = fresh();
        for (String marker : markers) {
            run(key, marker);
        }
        return key;
    }

    private static void run(ThreadKey key, String marker) {
        JsonValue input = JsonValue.parse("{\"markers\":[\"" + marker + "\"]}");
        RunRequest request = RunRequest.of("marker", input).creatingThread();
        get(engine.runs().join(key, get(engine.runs().start(key, request)).id()));
    }

    private static String markers(ThreadKey key) {
        return get(engine.threads().get(key)).values().node().get("markers").toString();
    }

    private static long rows(ThreadKey key) throws SQLException {
        return number("SELECT count(*) FROM event_journal WHERE persistence_id = ?", id(key));
    }

    private static long holding(ThreadKey key, String text) throws SQLException {
        return number(
                "SELECT count(*) FROM event_journal WHERE convert_from(event_payload, 'UTF8') LIKE '%" + text
                        + "%' AND persistence_id = ?",
                id(key));
    }

    private static long number(String sql, String id) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(DATABASE.url().jdbc(), DATABASE.user(), DATABASE.password());
                PreparedStatement ask = connection.prepareStatement(sql)) {
            ask.setString(1, id);
            try (ResultSet row = ask.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static String id(ThreadKey key) {
        return "thread|" + key;
    }

    private static ThreadKey fresh() {
        return ThreadKey.of("t-" + UUID.randomUUID());
    }
}
