package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The scripts of {@code src/test/js} beside the npm packages they need, and node to run them. Needs node 20 and npm, and
 * fails without them, because a proof that is skipped proves nothing.
 */
final class NodeWorkshop {
    private static final Path SOURCE = Path.of("src", "test", "js");
    private static final Path WORKSHOP = Path.of("target", "sdk");

    private NodeWorkshop() {}

    /** Copies the scripts and installs the packages, in the exact versions that {@code package.json} names. */
    static void install() throws IOException, InterruptedException {
        Files.createDirectories(WORKSHOP);
        assertThat(run("node", "-p", "process.versions.node.split('.')[0]").strip())
                .as("major version of node; install node 20 or newer")
                .satisfies(major -> assertThat(Integer.parseInt(major)).isGreaterThanOrEqualTo(20));
        try (Stream<Path> scripts = Files.walk(SOURCE)) {
            for (Path script : scripts.filter(Files::isRegularFile).toList()) {
                Path copy = WORKSHOP.resolve(SOURCE.relativize(script));
                Files.createDirectories(copy.getParent());
                Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--ignore-scripts",
                "--omit=peer");
    }

    /** Runs a command among the scripts; gives what it printed, and fails if it did not end well within three minutes. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(WORKSHOP.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IOException(command[0] + " cannot be started; install node 20 or newer with npm", e);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES))
                .as("%s ends", command[0])
                .isTrue();
        assertThat(process.exitValue())
                .as("%s\n%s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
