package io.heddle.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heddle.bench.measure.Server;
import io.heddle.bench.report.Curve;
import io.heddle.bench.report.Figure;
import io.heddle.bench.report.Findings;
import io.heddle.bench.report.Report;
import io.heddle.bench.report.Row;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Every workload for a moment: what it acknowledges is kept, which it looks after itself, and it tells its rows. */
class WorkloadsTest {
    @TempDir
    private static Path folder;

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.embedded(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Report run(String workload) throws Exception {
        PrintStream nobody = new PrintStream(PrintStream.nullOutputStream());
        World world = new World(server, 8, Duration.ofMillis(300), Sizes.SMOKE, new Findings(nobody), folder, null);
        Bench.run(List.of(workload), world);
        return Report.of(Bench.machine(world), world.findings());
    }

    @ParameterizedTest(name = "{0} tells rows {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "W1 | 1 1 5 5 6",
                "W2 | 7 7",
                "W4 | 9 9",
                "W5 | 10",
                "W6 | 11",
                "W7 | 2 2 3 4",
            })
    void a_workload_tells_its_rows(String workload, String rows) throws Exception {
        Report report = run(workload);

        assertThat(report.rows())
                .extracting(row -> String.valueOf(row.number()))
                .containsExactly(rows.split(" "));
        assertThat(report.rows()).allSatisfy(row -> {
            assertThat(row.workload()).isEqualTo(workload);
            assertThat(row.value()).isFinite();
        });
    }

    @Test
    void w8_opens_all_its_streams_and_ends_them() throws Exception {
        assertThat(run("W8").figures())
                .extracting(Figure::what)
                .contains("%d streams open, heap for each".formatted(Sizes.SMOKE.streams()));
    }

    @Test
    void w9_shows_how_waking_grows_with_length() throws Exception {
        assertThat(run("W9").curves()).extracting(Curve::name).containsExactly("wake-up-by-length", "memory-by-length");
    }

    @Test
    void w3_tells_its_rows_and_what_they_were_measured_on(@TempDir Path into) throws Exception {
        Report report = run("W3");
        Path file = into.resolve("bench.json");

        report.write(file);

        JsonNode told = new ObjectMapper().readTree(file.toFile());
        assertThat(told.at("/rows/0").properties())
                .extracting(member -> member.getKey())
                .containsExactly("row", "workload", "value", "unit", "must_hold", "goal", "holds");
        assertThat(told.at("/rows")).extracting(row -> row.get("row").asInt()).containsExactly(8, 8);
        assertThat(told.at("/machine/postgres/fsync").asText()).isEqualTo("on");
        assertThat(told.at("/machine/flushes_per_second").asLong()).isPositive();
        assertThat(told.at("/cells")).isNotEmpty();
    }

    @Test
    void a_row_holds_on_its_own_side() {
        assertThat(Row.atLeast(1, "W1", 0.6, "x", 0.6, 1.5, "").holds()).isTrue();
        assertThat(Row.atLeast(1, "W1", 0.59, "x", 0.6, 1.5, "").holds()).isFalse();
        assertThat(Row.atMost(3, "W7", 7, "x", 7, 4, "").holds()).isTrue();
        assertThat(Row.atMost(3, "W7", 7.1, "x", 7, 4, "").holds()).isFalse();
    }

    @Test
    void an_unknown_workload_is_answered_with_the_known_ones() {
        var command = new CommandLine(new BenchCommand());
        var said = new StringWriter();

        int exit = command.setErr(new PrintWriter(said)).execute("W99");

        assertThat(exit).isEqualTo(2);
        assertThat(said.toString()).contains("there is no workload W99", "W1 ", "W12 ");
    }
}
