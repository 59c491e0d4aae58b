package io.heddle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows in Java is Java that runs. Its transcript is run by {@link TranscriptTest}. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_java_block_stands_in_compiled_sources() throws IOException {
        String sources =
                unindented(Files.readString(ROOT.resolve("examples/src/main/java/io/heddle/examples/hello/Hello.java")))
                        + unindented(Files.readString(Path.of("src/test/java/io/heddle/docs/Review.java")));

        List<String> blocks = JAVA.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(block -> unindented(block.group(1)))
                .toList();

        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(sources).contains(block));
    }

    @Test
    void the_graph_that_is_written_there_does_what_it_says() {
        Graph review = Review.graph();
        try (Heddle heddle = Heddle.local(review)) {
            View state = heddle.thread(review, "r1").invoke(Review.DRAFT.set(new Review.Draft("Looms", 350)));

            assertThat(state.get(Review.NOTES))
                    .containsExactly("cut to 175", "cut to 87", "published Looms after 2 cuts");
        }
    }

    @Test
    void a_durable_engine_in_a_directory_remembers(@TempDir Path directory) {
        Graph review = Review.graph();
        Review.Draft draft = new Review.Draft("Looms", 80);
        try (Heddle heddle = Heddle.inDirectory(directory, review)) {
            heddle.thread(review, "r1").invoke(Review.DRAFT.set(draft));
        }
        try (Heddle heddle = Heddle.inDirectory(directory, review)) {
            ThreadRef thread = heddle.thread(review, "r1");

            assertThat(thread.state().get(Review.DRAFT)).isEqualTo(new Review.Draft("Looms", 40));
        }
    }

    @Test
    void a_graph_draws_itself() {
        assertThat(Review.graph().describe().mermaid())
                .contains("__start__ --> shorten")
                .contains("shorten -.-> publish")
                .contains("publish --> __end__");
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
    }
}
