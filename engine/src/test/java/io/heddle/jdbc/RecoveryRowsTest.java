package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecoveryRowsTest {
    private static final int PAGE = 4;

    private static DatabaseSettings database;

    private final AtomicInteger queries = new AtomicInteger();

    @BeforeAll
    static void migrate() {
        database = TestPostgres.freshDatabase();
    }

    private RecoveryRows rows() {
        return new RecoveryRows(
                () -> {
                    queries.incrementAndGet();
                    return TestPostgres.connect(database);
                },
                Runnable::run,
                PAGE);
    }

    private static String journal(int rows) throws SQLException {
        String id = "recovery|" + UUID.randomUUID();
        try (Connection connection = TestPostgres.connect(database);
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, event_ser_id, writer,
                                                   event_ser_manifest, event_payload)
                        VALUES (?, ?, 0, 20, gen_random_uuid(), 'row', ?)
                        """)) {
            for (int row = 1; row <= rows; row++) {
                insert.setString(1, id);
                insert.setLong(2, row);
                insert.setBytes(3, ("row " + row).getBytes(StandardCharsets.UTF_8));
                insert.executeUpdate();
            }
        }
        return id;
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void the_number_of_the_newest_row_brings_the_rows_along() throws Exception {
        String id = journal(3);
        RecoveryRows rows = rows();

        assertThat(get(rows.newest(id, 0))).isEqualTo(3);
        RecoveryRows.Page page = get(rows.page(id, 1, 3));

        assertThat(page.rows()).extracting(RecoveryRows.Row::sequence).containsExactly(1L, 2L, 3L);
        assertThat(page.rows().getLast().payload())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("row 3");
        assertThat(page.full()).isFalse();
        assertThat(queries).hasValue(1);
    }

    @Test
    void rows_below_the_snapshot_and_above_what_is_wanted_are_left_out() throws Exception {
        String id = journal(4);
        RecoveryRows rows = rows();
        get(rows.newest(id, 1));

        RecoveryRows.Page page = get(rows.page(id, 2, 3));

        assertThat(page.rows()).extracting(RecoveryRows.Row::sequence).containsExactly(2L, 3L);
        assertThat(page.full()).isFalse();
    }

    @Test
    void a_long_journal_is_read_page_by_page() throws Exception {
        String id = journal(2 * PAGE + 1);
        RecoveryRows rows = rows();

        assertThat(get(rows.newest(id, 0))).isEqualTo(9);
        RecoveryRows.Page first = get(rows.page(id, 1, 9));
        RecoveryRows.Page second = get(rows.page(id, first.last() + 1, 9));
        RecoveryRows.Page third = get(rows.page(id, second.last() + 1, 9));

        assertThat(first.full()).isTrue();
        assertThat(second.full()).isTrue();
        assertThat(third.rows()).extracting(RecoveryRows.Row::sequence).containsExactly(9L);
        assertThat(third.full()).isFalse();
        assertThat(queries).hasValue(4);
    }

    @Test
    void a_row_that_came_after_the_first_look_is_read_when_it_is_wanted() throws Exception {
        String id = journal(2);
        RecoveryRows rows = rows();

        assertThat(get(rows.newest(id, 2))).isEqualTo(2);
        assertThat(get(rows.page(id, 3, 5)).rows()).isEmpty();
        assertThat(queries).as("nothing was kept for later").hasValue(2);
    }

    @Test
    void of_a_journal_without_rows_the_number_is_0() throws Exception {
        assertThat(get(rows().newest("recovery|nobody", 0))).isZero();
    }
}
