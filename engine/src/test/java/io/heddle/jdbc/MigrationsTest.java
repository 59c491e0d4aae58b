package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private static final Path SCRIPTS = Path.of("src/main/resources/io/heddle/db");

    @Test
    void an_empty_database_gets_every_table_and_a_second_run_changes_nothing() throws Exception {
        DatabaseSettings empty = TestPostgres.emptyDatabase();
        Migrations migrations = new Migrations(empty);
        assertThat(migrations.validate().current()).isEmpty();
        assertThat(migrations.validate().pending()).isNotEmpty();

        int run = migrations.migrate();

        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            assertThat(run).isEqualTo((int) scripts.count());
        }
        assertThat(migrations.validate().upToDate()).isTrue();
        assertThat(migrations.migrate()).isZero();
        TestPostgres.execute(
                empty, "SELECT event_journal.txid, created, name FROM event_journal, snapshot, follower_offset");
    }

    @Test
    void nodes_that_start_together_migrate_once() {
        DatabaseSettings empty = TestPostgres.emptyDatabase();

        int[] run = IntStream.range(0, 3)
                .parallel()
                .map(node -> new Migrations(empty).migrate())
                .toArray();

        assertThat(run).containsOnlyOnce(Arrays.stream(run).max().orElseThrow()).contains(0);
        assertThat(new Migrations(empty).validate().upToDate()).isTrue();
    }

    @Test
    void a_schema_from_a_later_build_is_named_as_newer() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        TestPostgres.execute(database, """
                INSERT INTO heddle_schema_history
                  (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                VALUES (900, '900', 'from tomorrow', 'SQL', 'V900__from_tomorrow.sql', 1, 'test', 1, true)
                """);

        Migrations.SchemaState state = new Migrations(database).validate();

        assertThat(state.newer()).containsExactly("900 from tomorrow");
        assertThat(state.upToDate()).isFalse();
    }

    @Test
    void a_migration_whose_text_differs_from_this_build_is_named_as_changed() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        TestPostgres.execute(database, "UPDATE heddle_schema_history SET checksum = 7 WHERE version = '001'");

        assertThat(new Migrations(database).validate().changed()).containsExactly("001 journal");
    }

    @Test
    void a_migration_that_failed_half_way_is_named_as_failed() {
        DatabaseSettings database = TestPostgres.freshDatabase();
        TestPostgres.execute(database, "UPDATE heddle_schema_history SET success = false WHERE version = '002'");

        assertThat(new Migrations(database).validate().failed()).containsExactly("002 projections");
    }

    @Test
    void every_script_is_named_so_that_it_runs_in_order() throws Exception {
        Pattern name = Pattern.compile("V\\d{3}__[a-z_]+\\.sql");

        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            assertThat(scripts.map(script -> script.getFileName().toString())).allMatch(name.asMatchPredicate());
        }
    }
}
