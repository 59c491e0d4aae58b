package io.heddle.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The other engine: the npm package at the version that {@code js/package.json} pins, in one process for all cases. Needs
 * node 20 and npm, and fails without them, because a proof that is skipped proves nothing. Not thread-safe.
 */
final class LangGraph implements AutoCloseable {
    private static final Path SOURCE = OracleCase.FOLDER.resolve("js");
    private static final Path WORKSHOP = Path.of("target", "oracle");

    private final Process process;
    private final BufferedReader answers;

    private LangGraph(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Installs what is missing and starts the process. */
    static LangGraph start() throws IOException, InterruptedException {
        install();
        return new LangGraph(run("node", "run.mjs"));
    }

    /** What LangGraph does in each case, in the normal form; a case that it cannot run fails by name. */
    List<JsonNode> play(List<OracleCase> cases) throws IOException {
        Thread.ofVirtual().start(() -> feed(cases));
        List<JsonNode> outcomes = new ArrayList<>();
        for (OracleCase each : cases) {
            String line = answers.readLine();
            assertThat(line).as("what LangGraph says of \"%s\"", each.name()).isNotNull();
            JsonNode outcome = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            assertThat(outcome.path("broken").asText(null))
                    .as("LangGraph on \"%s\"", each.name())
                    .isNull();
            outcomes.add(NormalForm.sorted(outcome));
        }
        return outcomes;
    }

    JsonNode play(OracleCase each) throws IOException {
        return play(List.of(each)).getFirst();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void feed(List<OracleCase> cases) {
        try {
            for (OracleCase each : cases) {
                process.getOutputStream().write(Json.bytes(each.document()));
                process.getOutputStream().write('\n');
            }
            process.getOutputStream().flush();
        } catch (IOException e) {
            process.destroy();
        }
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(WORKSHOP);
        Process version = run("node", "-p", "process.versions.node.split('.')[0]");
        String major = new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(Integer.parseInt(major))
                .as("major version of node; install node 20 or newer")
                .isGreaterThanOrEqualTo(20);
        Path wanted = SOURCE.resolve("package.json");
        Path installed = WORKSHOP.resolve("node_modules").resolve("installed.json");
        if (!Files.exists(installed) || !Arrays.equals(Files.readAllBytes(wanted), Files.readAllBytes(installed))) {
            Files.copy(wanted, WORKSHOP.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
            Process npm = run(
                    "npm",
                    "install",
                    "--no-package-lock",
                    "--no-audit",
                    "--no-fund",
                    "--prefer-offline",
                    "--ignore-scripts",
                    "--omit=peer");
            String output = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(npm.waitFor(3, TimeUnit.MINUTES)).as("npm ends").isTrue();
            assertThat(npm.exitValue()).as("npm install%n%s", output).isZero();
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> scripts = Files.list(SOURCE)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, WORKSHOP.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Process run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(WORKSHOP.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IOException(command[0] + " cannot be started; install node 20 or newer with npm", e);
        }
    }
}
