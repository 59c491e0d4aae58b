package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseCheckTest {

    private static List<DatabaseCheck.Finding> check(DatabaseSettings settings) {
        return new DatabaseCheck(settings, Clock.systemUTC()).run();
    }

    private static DatabaseSettings with(DatabaseSettings from, String url, int poolSize) {
        return new DatabaseSettings(
                DatabaseUrl.parse(url),
                from.user(),
                from.password(),
                poolSize,
                8,
                10,
                Duration.ofSeconds(1),
                from.statementTimeout(),
                from.socketTimeout(),
                from.idleInTransactionTimeout());
    }

    @Test
    void a_migrated_database_is_fit() {
        assertThat(check(TestPostgres.freshDatabase())).isEmpty();
    }

    @Test
    void an_empty_one_waits_for_its_migrations() {
        assertThat(check(TestPostgres.emptyDatabase())).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(DatabaseCheck.Level.NOTE);
            assertThat(finding.mend()).contains("heddle migrate");
        });
    }

    @Test
    void one_that_does_not_answer_is_refused_with_the_key_to_mend() {
        DatabaseSettings nowhere = with(TestPostgres.freshDatabase(), "jdbc:postgresql://127.0.0.1:1/nowhere", 4);

        assertThat(check(nowhere)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(DatabaseCheck.Level.REFUSAL);
            assertThat(finding.key()).isEqualTo("heddle.database.url");
            assertThat(finding.cause()).contains("127.0.0.1:1/nowhere");
        });
    }

    @Test
    void one_that_does_not_exist_is_named() {
        DatabaseSettings there = TestPostgres.freshDatabase();
        String other = there.url().jdbc().replaceFirst("/heddle_test_[^?]*", "/not_there");

        assertThat(check(with(there, other, 4)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.mend()).contains("CREATE DATABASE"));
    }

    @Test
    void too_many_connections_are_refused_and_too_few_for_three_nodes_noted() {
        DatabaseSettings there = TestPostgres.freshDatabase();

        assertThat(check(with(there, there.url().jdbc(), 1000)).getFirst().level())
                .isEqualTo(DatabaseCheck.Level.REFUSAL);
        assertThat(check(with(there, there.url().jdbc(), 70)).getFirst().level())
                .isEqualTo(DatabaseCheck.Level.NOTE);
    }

    @Test
    void durability_that_was_switched_off_is_a_warning() {
        DatabaseSettings there = TestPostgres.freshDatabase();
        String name = there.url().shown().replaceFirst(".*/", "");
        TestPostgres.execute(there, "ALTER DATABASE " + name + " SET synchronous_commit = off");

        assertThat(check(there)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(DatabaseCheck.Level.WARNING);
            assertThat(finding.cause()).contains("synchronous_commit");
        });
    }

    @Test
    void a_clock_that_is_wrong_by_an_hour_is_refused() {
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

        assertThat(new DatabaseCheck(TestPostgres.freshDatabase(), fast).run())
                .singleElement()
                .satisfies(finding -> assertThat(finding.level()).isEqualTo(DatabaseCheck.Level.REFUSAL));
    }

    @Test
    void a_journal_from_another_server_is_refused_and_its_mend_works() {
        DatabaseSettings there = TestPostgres.freshDatabase();
        TestPostgres.execute(there, """
                INSERT INTO event_journal (txid, persistence_id, sequence_number, write_timestamp, event_ser_id,
                                           writer, event_ser_manifest, event_payload)
                VALUES ('99999999999', 'p', 1, 0, 20, gen_random_uuid(), 'm', 'x')
                """);

        DatabaseCheck.Finding finding = check(there).getFirst();
        assertThat(finding.level()).isEqualTo(DatabaseCheck.Level.REFUSAL);

        TestPostgres.execute(there, finding.mend().replaceFirst("^while no node runs: ", ""));
        assertThat(check(there)).isEmpty();
    }
}
