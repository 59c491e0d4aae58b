package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Unmodified LangGraph clients against the gateway: the claims are in {@code src/test/js/proof.mjs}. Needs node 20 and npm,
 * and fails without them, because a proof that is skipped proves nothing.
 */
class SdkTest {
    @RegisterExtension
    static final RunningGateway GATEWAY = new RunningGateway("heddle.http.heartbeat-interval = 500ms");

    private static final Path SOURCE = Path.of("src", "test", "js");
    private static final Path WORKSHOP = Path.of("target", "sdk");

    @BeforeAll
    static void install() throws Exception {
        assertThat(run("node", "-p", "process.versions.node.split('.')[0]").strip())
                .as("major version of node; install node 20 or newer")
                .satisfies(major -> assertThat(Integer.parseInt(major)).isGreaterThanOrEqualTo(20));
        try (Stream<Path> scripts = Files.list(SOURCE)) {
            for (Path script : scripts.toList()) {
                Files.copy(script, WORKSHOP.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
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

    @TestFactory
    Stream<DynamicTest> the_client_1_15() throws Exception {
        return proofs("sdk-1.15");
    }

    @TestFactory
    Stream<DynamicTest> the_client_2_0() throws Exception {
        return proofs("sdk-2.0");
    }

    private static Stream<DynamicTest> proofs(String alias) throws Exception {
        String lines = run("node", "proof.mjs", alias, "http://127.0.0.1:" + GATEWAY.port());
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            JsonNode proof = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            tests.add(dynamicTest(
                    proof.get("claim").asText(),
                    () -> assertThat(proof.get("failure").asText(null)).isNull()));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(15);
        return tests.stream();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(WORKSHOP);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
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
