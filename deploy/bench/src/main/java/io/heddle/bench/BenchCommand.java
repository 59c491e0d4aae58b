package io.heddle.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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
            "Every acknowledged turn is looked for in the database afterwards; one that is missing fails the bench."
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

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "JDBC URL of a PostgreSQL whose user may create databases; left out, an embedded one.")
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
                        "there is no workload %s; choose from: %s"
                                .formatted(workload, String.join(", ", Bench.workloads())));
            }
        }
        PrintStream out = System.out;
        Path folder = Files.createTempDirectory("heddle-bench");
        try (Server server = url == null ? Server.embedded(folder) : Server.given(url, user, "")) {
            Report report = Bench.run(workloads, new World(server, clients, Duration.ofSeconds(seconds), out));
            report.print(out);
            if (json != null) {
                report.write(json);
            }
            return report.rows().stream().allMatch(Row::holds) ? 0 : 1;
        }
    }
}
