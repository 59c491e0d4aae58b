package io.heddle.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevPostgresTest {

    private Path directory;

    @BeforeEach
    void aDataDirectory() throws IOException {
        directory = Files.createTempDirectory("heddle-dev-pg");
        TestPostgres.endWithThisJvm(directory);
    }

    private DevPostgres start(boolean stopOnClose) {
        return DevPostgres.start(new DevPostgres.Settings(directory, TestPostgres.programs(), stopOnClose, Map.of()));
    }

    private static Connection connect(DevPostgres server) throws SQLException {
        return DriverManager.getConnection(server.url().jdbc(), server.user(), "");
    }

    private static String ask(DevPostgres server, String query) throws SQLException {
        try (Connection connection = connect(server);
                ResultSet row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(DevPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server)) {
            connection.createStatement().execute(sql);
        }
    }

    @Test
    void what_was_committed_is_there_after_a_stop_and_a_start() throws Exception {
        try (DevPostgres server = start(true)) {
            System.out.printf(
                    "embedded PostgreSQL: %d ms with initialising",
                    server.startTime().toMillis());
            run(server, "CREATE TABLE t AS SELECT 7 AS n");
        }
        try (DevPostgres server = start(true)) {
            System.out.printf(", %d ms again%n", server.startTime().toMillis());
            assertThat(server.adopted()).isFalse();
            assertThat(ask(server, "SELECT n FROM t")).isEqualTo("7");
        }
        assertThat(Postmaster.of(directory.resolve("pg"))).isEmpty();
    }

    @Test
    void it_flushes_its_commits_and_listens_on_loopback_only() throws Exception {
        try (DevPostgres server = start(true)) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
            Config node = server.overlay()
                    .withFallback(ConfigFactory.parseResources("heddle-persistence.conf"))
                    .resolve();
            assertThat(DatabaseSettings.from(node).url()).isEqualTo(server.url());
        }
    }

    @Test
    void a_second_heddle_on_the_same_directory_is_refused() {
        try (DevPostgres first = start(true)) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(() -> start(true))
                    .hasMessageContaining("another Heddle works on")
                    .hasMessageContaining(directory.toString());
        }
        start(true).close();
    }

    @Test
    void a_killed_heddle_leaves_a_server_that_the_next_one_adopts_without_its_sessions() throws Exception {
        Child child = Child.start(directory);
        assertThatThrownBy(() -> start(true)).hasMessageContaining("process " + child.process.pid());
        child.kill();

        try (DevPostgres server = start(true)) {
            assertThat(server.adopted()).isTrue();
            assertThat(server.port()).isEqualTo(child.port);
            assertThat(ask(server, "SELECT n FROM committed")).isEqualTo("1");
            assertThat(ask(server, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'left-over'"))
                    .isEqualTo("0");
            run(server, "DROP TABLE committed");
        }
    }

    @Test
    void a_server_killed_with_its_heddle_is_started_again_with_its_data() throws Exception {
        Child child = Child.start(directory);
        child.kill();
        long server = Postmaster.of(directory.resolve("pg")).orElseThrow().pid();
        ProcessHandle.of(server).orElseThrow().destroyForcibly();
        ProcessHandle.of(server).ifPresent(handle -> handle.onExit().join());

        try (DevPostgres again = start(true)) {
            assertThat(again.adopted()).isFalse();
            assertThat(ask(again, "SELECT n FROM committed")).isEqualTo("1");
        }
    }

    @Test
    void a_pid_file_whose_number_now_belongs_to_another_program_is_not_believed() throws Exception {
        start(true).close();
        Path file = directory.resolve("pg").resolve("postmaster.pid");
        Files.write(
                file,
                List.of(
                        Long.toString(ProcessHandle.current().pid()),
                        directory.resolve("pg").toString(),
                        "1",
                        "5432",
                        "",
                        "127.0.0.1",
                        "0 0",
                        "ready"));

        try (DevPostgres server = start(true)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void data_of_another_major_version_is_refused_in_words() throws Exception {
        start(true).close();
        Files.writeString(directory.resolve("pg").resolve("PG_VERSION"), "9\n");

        assertThatThrownBy(() -> start(true)).hasMessageContaining("was written by PostgreSQL 9");
    }

    /** A Heddle of its own process: starts the server, commits a row, leaves a transaction open, waits to be killed. */
    private record Child(Process process, int port) {

        static Child start(Path directory) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DevPostgresTest.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("port ")) {
                    return new Child(process, Integer.parseInt(line.substring(5)));
                }
            }
            throw new IOException("the child ended without a word, exit " + process.exitValue());
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    public static void main(String[] args) throws Exception {
        DevPostgres server =
                DevPostgres.start(new DevPostgres.Settings(Path.of(args[0]), TestPostgres.programs(), true, Map.of()));
        run(server, "CREATE TABLE committed AS SELECT 1 AS n");
        Connection leftOver =
                DriverManager.getConnection(server.url().jdbc() + "&ApplicationName=left-over", server.user(), "");
        leftOver.setAutoCommit(false);
        leftOver.createStatement().execute("INSERT INTO committed VALUES (2)");
        System.out.println("port " + server.port());
        Thread.currentThread().join();
    }
}
