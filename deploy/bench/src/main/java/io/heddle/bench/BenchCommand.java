package io.heddle.bench;

import io.heddle.bench.measure.Server;
import io.heddle.bench.report.Findings;
import io.heddle.bench.report.Report;
import io.heddle.bench.report.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code heddle bench}. */
@Command(
        name = "bench",
        description = {
            "Measures this machine: durable turns as multiples of what plain JDBC does in the same rounds.",
            "",
            "Every acknowledged turn is looked for in the database afterwards; one that is missing fails the bench. Exits"
                    + " with 1 if a row does not hold. docs/performance.md explains the rows and the workloads."
        })
public final class BenchCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            split = ",",
            paramLabel = "WORKLOAD",
            description = "Which, separated by commas, such as W1,W3; left out, all.")
    private List<String> wanted = List.of();

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "64",
            description = "Clients at the same time (${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "Of each subject in each round (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the report there.")
    private @Nullable Path json;

    @Option(names = "--plots", paramLabel = "FOLDER", description = "Also draw the curves there, as SVG.")
    private @Nullable Path plots;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "JDBC URL of a PostgreSQL whose user may create databases; left out, an embedded one. The"
                    + " variable HEDDLE_DATABASE_PASSWORD holds its password.")
    private @Nullable String url;

    @Option(names = "--database-user", paramLabel = "USER", defaultValue = "", description = "Its user.")
    private String user = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        List<String> workloads = wanted.isEmpty() ? Bench.workloads() : wanted;
        for (String workload : workloads) {
            if (!Bench.workloads().contains(workload)) {
                throw new ParameterException(
                        command.commandLine(),
                        "there is no workload %s; choose from:%n%s".formatted(workload, Bench.explained()));
            }
        }
        Path folder = Files.createTempDirectory("heddle-bench");
        PrintStream out = System.out;
        try (Server server = server(folder)) {
            Duration time = Duration.ofSeconds(seconds);
            World world = new World(
                    server, clients, time, Sizes.full(time, curves(workloads)), new Findings(out), folder, program());
            Map<String, Object> machine = Bench.machine(world);
            try {
                Bench.run(workloads, world);
            } finally {
                tell(Report.of(machine, world.findings()), out);
            }
            return world.findings().rows().stream().allMatch(Row::holds) ? 0 : 1;
        } finally {
            remove(folder);
        }
    }

    /** Some workloads out of many are a quick look at their rows; all of them, one alone or plots are not. */
    private boolean curves(List<String> workloads) {
        return plots != null
                || workloads.size() == 1
                || workloads.size() == Bench.workloads().size();
    }

    /** Also what was found before something broke. */
    private void tell(Report report, PrintStream out) throws IOException {
        report.print(out);
        if (json != null) {
            report.write(json);
        }
        if (plots != null) {
            report.plot(plots);
        }
    }

    private Server server(Path folder) {
        String password = System.getenv().getOrDefault("HEDDLE_DATABASE_PASSWORD", "");
        return url == null ? Server.embedded(folder) : Server.given(url, user, password);
    }

    /** The script that lies beside the jars we run from: deploy/bin/heddle for deploy/target/heddle/lib/heddle.jar. */
    private static @Nullable Path program() {
        Path jar =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().normalize();
        Path program = jar.resolve("../../../../bin/heddle").normalize();
        return Files.isExecutable(program) ? program : null;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
