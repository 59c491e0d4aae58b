package io.heddle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the READMEs show of a console, typed line by line into a shell; only port and folder are the test's own. */
class TranscriptTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path EXAMPLES = ROOT.resolve("examples/src/main/java/io/heddle/examples");

    @TempDir
    private Path folder;

    @Test
    void two_users_a_killed_machine_and_both_memories_are_there() throws Exception {
        typed(ROOT.resolve("README.md"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_prints_what_its_page_shows(String example) throws Exception {
        typed(EXAMPLES.resolve(example).resolve("README.md"));
    }

    static List<String> examples() throws IOException {
        try (Stream<Path> pages = Files.walk(EXAMPLES, 2)) {
            return pages.filter(page -> page.endsWith("README.md"))
                    .map(page -> page.getParent().getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private void typed(Path page) throws Exception {
        Transcript transcript = Transcript.of(page);
        assertThat(transcript.commands()).as("commands in " + page).isNotEmpty();
        int port = freePort();
        Map<String, String> environment = Map.of(
                "HEDDLE_PORT",
                String.valueOf(port),
                "HEDDLE_DATA_DIR",
                folder.resolve("data").toString(),
                "OPENAI_API_KEY",
                "");
        try (Shell shell = new Shell(ROOT, environment)) {
            transcript.typeInto(shell, command -> command.replace("localhost:2024", "localhost:" + port));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
