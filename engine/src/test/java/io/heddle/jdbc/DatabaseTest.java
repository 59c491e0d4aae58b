package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private static DatabaseSettings narrow(DatabaseSettings from) {
        return new DatabaseSettings(
                from.url(),
                from.user(),
                from.password(),
                1,
                4,
                2,
                from.connectTimeout(),
                from.statementTimeout(),
                from.socketTimeout(),
                from.idleInTransactionTimeout());
    }

    @Test
    void a_transaction_is_kept_when_the_work_returns_and_undone_when_it_throws() {
        try (Database database = Database.open(TestPostgres.freshDatabase())) {
            String insert = "INSERT INTO follower_offset VALUES ('%s', '1', 1)";
            database.transactNow(connection -> connection.createStatement().execute(insert.formatted("kept")));
            assertThatThrownBy(() -> database.transactNow(connection -> {
                        connection.createStatement().execute(insert.formatted("undone"));
                        throw new IllegalStateException("bug");
                    }))
                    .isInstanceOf(IllegalStateException.class);

            List<String> names = database.call(connection -> {
                        List<String> found = new ArrayList<>();
                        try (ResultSet rows =
                                connection.createStatement().executeQuery("SELECT name FROM follower_offset")) {
                            while (rows.next()) {
                                found.add(rows.getString(1));
                            }
                        }
                        return found;
                    })
                    .toCompletableFuture()
                    .join();
            assertThat(names).containsExactly("kept");
        }
    }

    @Test
    void a_call_that_finds_the_line_full_fails_at_once() {
        try (Database database = Database.open(narrow(TestPostgres.emptyDatabase()))) {
            CountDownLatch go = new CountDownLatch(1);
            List<CompletableFuture<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(database.<Object>call(connection -> {
                            try {
                                go.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return "done";
                        })
                        .toCompletableFuture());
            }

            assertThat(calls.getLast().exceptionNow())
                    .isInstanceOf(DatabaseException.Busy.class)
                    .hasMessageContaining("heddle.database.queue-size");
            go.countDown();
            assertThat(calls.subList(0, 3)).allMatch(call -> call.join().equals("done"));
        }
    }

    @Test
    void every_connection_limits_statements_and_open_transactions() {
        try (Database database = Database.open(TestPostgres.emptyDatabase())) {
            String limits = database.callNow(connection -> {
                try (ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT current_setting('statement_timeout') || ' '"
                                + " || current_setting('idle_in_transaction_session_timeout')")) {
                    row.next();
                    return row.getString(1);
                }
            });
            assertThat(limits).isEqualTo("15s 30s");
        }
    }

    @Test
    void a_failure_keeps_its_sql_state() {
        try (Database database = Database.open(TestPostgres.emptyDatabase())) {
            assertThatThrownBy(() -> database.callNow(
                            connection -> connection.createStatement().execute("SELECT nonsense")))
                    .isInstanceOf(DatabaseException.class)
                    .satisfies(e -> assertThat(DatabaseException.sqlState(e)).isEqualTo("42703"));
        }
    }
}
