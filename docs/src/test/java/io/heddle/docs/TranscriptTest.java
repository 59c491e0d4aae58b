package io.heddle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's transcript, typed line by line into a shell; only port and folder are the test's own. */
class TranscriptTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void two_users_a_killed_machine_and_both_memories_are_there(@TempDir Path folder) throws Exception {
        int port = freePort();
        Map<String, String> environment = Map.of(
                "HEDDLE_PORT",
                String.valueOf(port),
                "HEDDLE_DATA_DIR",
                folder.resolve("data").toString(),
                "OPENAI_API_KEY",
                "");
        List<Typed> transcript = transcript();
        assertThat(transcript).hasSizeGreaterThan(8);

        try (Shell shell = new Shell(ROOT, environment)) {
            for (Typed typed : transcript) {
                List<String> printed = new ArrayList<>(
                        shell.run(typed.command().replace("localhost:2024", "localhost:" + port), LIMIT));
                for (String expected : typed.expected()) {
                    Pattern pattern = pattern(expected);
                    if (printed.stream().noneMatch(line -> pattern.matcher(line).matches())) {
                        printed.addAll(shell.until(line -> pattern.matcher(line).matches(), LIMIT));
                    }
                    assertThat(printed)
                            .as(typed.command())
                            .anyMatch(line -> pattern.matcher(line).matches());
                }
            }
        }
    }

    /** A command and the lines that the README shows below it. */
    private record Typed(String command, List<String> expected) {}

    private static List<Typed> transcript() throws IOException {
        String block = CONSOLE.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining());
        List<Typed> transcript = new ArrayList<>();
        for (String line : block.lines().toList()) {
            if (line.startsWith("$ ")) {
                transcript.add(new Typed(line.substring(2), new ArrayList<>()));
            } else {
                transcript.getLast().expected().add(line);
            }
        }
        return transcript;
    }

    /** An ellipsis stands for whatever differs from machine to machine. */
    private static Pattern pattern(String expected) {
        return Pattern.compile(
                Arrays.stream(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
