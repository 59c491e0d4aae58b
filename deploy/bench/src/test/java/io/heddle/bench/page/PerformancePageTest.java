package io.heddle.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The numbers on the page of performance are those of the last report that was checked in beside it; {@code
 * -Dheddle.golden=write} puts them there.
 */
class PerformancePageTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final Path PAGE = DOCS.resolve("performance.md");
    private static final Path REPORT = DOCS.resolve("performance/bench.json");
    private static final List<Integer> LENGTHS = List.of(10, 100, 1_000);

    private static final ClusterModel.World WORLD = new ClusterModel.World(100_000_000, 40, 0.01, 30, 5);
    private static final ClusterModel.Machines MACHINES =
            new ClusterModel.Machines(100, 16, 0.6, 100, 2, 2, 1_024, 40, 10, 15, 64);

    private static Told report;

    @BeforeAll
    static void read() throws IOException {
        report = Told.from(REPORT);
    }

    @Test
    void the_page_tells_what_was_measured() throws IOException {
        ClusterModel.Measured measured = ClusterModel.Measured.of(report);
        String page = Files.readString(PAGE);
        String renewed = page;
        renewed = with(renewed, "machine", machine());
        renewed = with(renewed, "rows", rows());
        renewed = with(renewed, "sizing", sizing(measured));
        renewed = with(renewed, "model", new ClusterModel(measured, WORLD, MACHINES).told());

        if ("write".equals(System.getProperty("heddle.golden"))) {
            Files.writeString(PAGE, renewed);
        } else {
            assertThat(page).as("%s is renewed by -Dheddle.golden=write", PAGE).isEqualTo(renewed);
        }
    }

    @Test
    void every_curve_of_the_report_is_shown() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(report.report().path("curves")).isNotEmpty().allSatisfy(curve -> {
            String file = "performance/" + curve.path("name").asText() + ".svg";
            assertThat(page).contains("](" + file + ")");
            assertThat(DOCS.resolve(file)).exists();
        });
    }

    @Test
    void the_model_follows_its_assumptions() {
        ClusterModel.Measured node = new ClusterModel.Measured(300, 150, 3_000, 1_000, 5_000, 500, 4);
        ClusterModel model = new ClusterModel(
                node,
                new ClusterModel.World(1_000_000, 10, 0.1, 10, 4),
                new ClusterModel.Machines(10, 8, 0.5, 10, 1, 1, 100, 5, 10, 10, 64));

        assertThat(model.turnsPerSecond()).isEqualTo(10_000);
        assertThat(model.liveThreads()).isEqualTo(125_000);
        assertThat(model.busyCoresPerNode()).isEqualTo(0.3);
        assertThat(model.journals())
                .as("30 MB of log a second on servers of 10")
                .isEqualTo(3);
        assertThat(model.imbalance()).isZero();
        assertThat(model.joiningSeconds()).as("nine shards, five in a round").isEqualTo(20);
        assertThat(model.takeoverSeconds()).isGreaterThan(10);
    }

    private static String machine() {
        JsonNode machine = report.machine();
        return "JDK %s on %d processors, heap of at most %,d MB; PostgreSQL %s with fsync %s, synchronous_commit %s, "
                        .formatted(
                                machine.path("jdk").asText(),
                                machine.path("processors").asInt(),
                                machine.path("heap_mb").asInt(),
                                machine.at("/postgres/server_version").asText(),
                                machine.at("/postgres/fsync").asText(),
                                machine.at("/postgres/synchronous_commit").asText())
                + "%s of shared_buffers; one writer flushes %,d times a second.\n"
                        .formatted(
                                machine.at("/postgres/shared_buffers").asText(),
                                machine.path("flushes_per_second").asInt());
    }

    private static String rows() {
        StringBuilder table = new StringBuilder(
                "| Row | Workload | Measured | | Must hold | Goal | |\n|---|---|---|---|---|---|---|\n");
        for (JsonNode row : report.rows()) {
            double goal = row.path("goal").asDouble();
            double must = row.path("must_hold").asDouble();
            // The smaller of the two is better where the goal is below the floor, or is the floor of a cost.
            boolean most = goal < must || goal == must;
            double value = row.path("value").asDouble();
            boolean reached = most ? value <= goal : value >= goal;
            table.append("| %d | %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            row.path("row").asInt(),
                            row.path("workload").asText(),
                            number(value),
                            row.path("unit").asText(),
                            must == 0 ? "" : (most ? "≤ " : "≥ ") + number(must),
                            (most ? "≤ " : "≥ ") + number(goal),
                            reached ? "goal" : row.path("holds").asBoolean() ? "holds" : "**fails**"));
        }
        return table.toString();
    }

    private static String sizing(ClusterModel.Measured measured) {
        StringBuilder table = new StringBuilder("| What | Plan with |\n|---|---|\n");
        for (int messages : LENGTHS) {
            table.append("| live threads of %,d messages in each GB of heap | %,.0f |\n"
                    .formatted(messages, measured.threadsPerGigabyte(messages)));
        }
        table.append("| turns over HTTP on each core, node and PostgreSQL sharing it | %,.0f a second |\n"
                .formatted(measured.turnsPerCore()));
        table.append("| cores of PostgreSQL for each core of nodes | %s |\n"
                .formatted(number(measured.postgresMicros() / measured.engineMicros())));
        table.append("| log for a thousand turns a second | %s MB a second |\n"
                .formatted(number(measured.walBytes() / 1e3)));
        table.append("| disk for a million messages of 150 bytes | %s GB |\n"
                .formatted(number(measured.tableBytes() / 1e3)));
        return table.toString();
    }

    /** The page with another text between the marks of that name. */
    private static String with(String page, String name, String text) {
        String begin = "<!-- %s -->\n".formatted(name);
        String end = "<!-- end of %s -->".formatted(name);
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        assertThat(from).as("%s has a mark %s", PAGE, begin.strip()).isNotNegative();
        assertThat(to).as("%s has a mark %s", PAGE, end).isGreaterThan(from);
        return page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(to);
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
