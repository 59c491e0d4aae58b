package io.heddle.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.jdbc.DevPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reason not to start, asked of the real process: it ends with 3 and says cause, key and mend. */
class StartRefusalTest {
    private static final String HISTORY = "heddle_schema_history";

    @TempDir
    private Path folder;

    @Test
    void serve_wants_a_database() {
        refused(Map.of(), "no database is named", "heddle.database.url", "--database-url", "serve");
    }

    @Test
    void a_url_that_is_none_is_named_without_its_password() {
        TestNode.Ended ended = refused(
                Map.of("HEDDLE_DATABASE_URL", "mysql://ada:hunter2@host/db"),
                "expected jdbc:postgresql:",
                "heddle.database.url",
                "",
                "serve");

        assertThat(ended.err()).doesNotContain("hunter2");
    }

    @Test
    void a_database_that_does_not_answer_is_named() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        refused(
                Map.of("HEDDLE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/heddle"),
                "the database does not answer at 127.0.0.1:" + port + "/heddle",
                "heddle.database.url",
                "start it, or correct HEDDLE_DATABASE_URL",
                "serve");
    }

    @Test
    void an_empty_database_wants_to_be_migrated_and_then_serves() {
        String url = TestDatabases.create();
        refused(
                Map.of(),
                "the schema is missing",
                "heddle.database.url",
                "heddle migrate",
                "serve",
                "--database-url",
                url);

        TestNode.Ended migrated = TestNode.run(folder, Map.of(), "migrate", "--database-url", url, "-o", "json");
        assertThat(migrated.exitCode()).isZero();
        assertThat(migrated.out()).contains("\"migrated\"").contains("\"schema\"");

        TestNode.Ended doctor = TestNode.run(folder, Map.of(), "doctor", "--database-url", url);
        assertThat(doctor.exitCode()).as(doctor.out()).isZero();
    }

    @Test
    void an_older_schema_wants_to_be_migrated() {
        String url = migrated();
        TestDatabases.execute(
                url,
                "DELETE FROM %s WHERE installed_rank = (SELECT max(installed_rank) FROM %s)"
                        .formatted(HISTORY, HISTORY));

        refused(
                Map.of(),
                "the schema is older than this build",
                "heddle.database.url",
                "heddle migrate",
                "serve",
                "--database-url",
                url);
    }

    @Test
    void a_newer_schema_is_left_alone() {
        String url = migrated();
        TestDatabases.execute(
                url,
                ("INSERT INTO %s (installed_rank, version, description, type, script, installed_by, execution_time, success)"
                                + " VALUES (9999, '9999', 'from the future', 'SQL', 'V9999__x.sql', 'x', 1, true)")
                        .formatted(HISTORY));

        refused(
                Map.of(),
                "the schema is newer than this build",
                "heddle.database.url",
                "start the newer Heddle",
                "serve",
                "--database-url",
                url);
        refused(
                Map.of(),
                "the schema is newer than this build",
                "heddle.database.url",
                "start the newer Heddle",
                "dev",
                "--database-url",
                url);
    }

    @Test
    void a_server_that_forgets_is_not_served_on() throws Exception {
        try (EmbeddedPostgres forgetful = EmbeddedPostgres.start()) {
            refused(
                    Map.of(),
                    "fsync is off",
                    "heddle.database.url",
                    "set fsync = on",
                    "serve",
                    "--database-url",
                    forgetful.getJdbcUrl("postgres", "postgres"));
        }
    }

    @Test
    void an_old_server_is_refused_by_its_version() throws Exception {
        try (OldServer old = new OldServer(TestDatabases.port(), "180006", "130006")) {
            refused(
                    Map.of(),
                    "PostgreSQL 13 is older than 14",
                    "heddle.database.url",
                    "upgrade the server",
                    "serve",
                    "--database-url",
                    "jdbc:postgresql://127.0.0.1:" + old.port() + "/postgres?user=postgres");
        }
    }

    @Test
    void a_pool_larger_than_the_server_allows_is_refused() {
        refused(
                Map.of("HEDDLE_DATABASE_POOL_SIZE", "500"),
                "this node alone wants 508 connections",
                "heddle.database.pool-size",
                "raise max_connections",
                "serve",
                "--database-url",
                migrated());
    }

    @Test
    void a_data_directory_that_another_node_works_on_is_refused() {
        DevPostgres.Settings settings =
                new DevPostgres.Settings(folder.resolve("data"), TestNode.PROGRAMS, true, Map.of());
        try (DevPostgres other = DevPostgres.start(settings)) {
            assertThat(other.adopted()).isFalse();
            refused(
                    Map.of(),
                    "another Heddle works on",
                    "heddle.node.data-dir",
                    "--data-dir",
                    "dev",
                    "--data-dir",
                    folder.resolve("data").toString());
        }
    }

    @Test
    void a_cluster_profile_of_another_version_is_refused() {
        refused(
                Map.of("HEDDLE_CLUSTER_PROFILE", "kubernetes"),
                "found kubernetes, expected single or seeds",
                "heddle.cluster.profile",
                "use seeds",
                "serve");
    }

    @Test
    void a_cluster_of_several_nodes_is_refused_as_long_as_they_cannot_share_threads() {
        refused(
                Map.of("HEDDLE_CLUSTER_PROFILE", "seeds", "HEDDLE_CLUSTER_SEEDS", "127.0.0.1:25521,127.0.0.1:25522"),
                "found 2 seeds, and this version cannot reach threads across nodes",
                "heddle.cluster.seeds",
                "run one node",
                "dev");
    }

    @Test
    void a_port_that_is_none_is_refused() {
        refused(
                Map.of("HEDDLE_PORT", "99999"),
                "found 99999, expected a number from 0 to 65535",
                "heddle.http.port",
                "correct it in env",
                "dev");
    }

    @Test
    void graphs_that_are_not_there_are_refused() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        refused(
                Map.of("HEDDLE_GRAPHS", empty.toString()),
                "there is no jar in " + empty,
                "heddle.node.graphs",
                "put your graphs' jar there",
                "dev");
    }

    @Test
    void a_command_line_that_is_not_understood_ends_with_2() {
        TestNode.Ended ended = TestNode.run(folder, Map.of(), "serve", "--prot", "1");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("--prot").contains("--port");
    }

    private TestNode.Ended refused(
            Map<String, String> environment, String cause, String key, String mend, String... command) {
        TestNode.Ended ended = TestNode.run(folder, environment, command);

        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
        assertThat(ended.err())
                .contains("heddle: cannot start")
                .contains(cause)
                .contains(key)
                .contains(mend)
                .doesNotContain("\tat ");
        assertThat(ended.out()).isEmpty();
        return ended;
    }

    private String migrated() {
        String url = TestDatabases.create();
        assertThat(TestNode.run(folder, Map.of(), "migrate", "--database-url", url)
                        .exitCode())
                .isZero();
        return url;
    }
}
