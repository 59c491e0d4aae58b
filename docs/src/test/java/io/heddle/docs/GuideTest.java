package io.heddle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages of the guide show in Java stands, line by line, in sources that are compiled and run. The programs of the
 * page of definition errors are run by the engine's own test of that page.
 */
class GuideTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final List<Path> SOURCES = List.of(
            Path.of("src/test/java"),
            ROOT.resolve("examples/src/main/java"),
            ROOT.resolve("examples/src/test/java"),
            ROOT.resolve("engine/src/test/java/io/heddle/contract"));

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs/guide"))) {
            return pages
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.endsWith("definition-errors.md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_java_block_of_a_page_stands_in_compiled_sources(Path page) throws IOException {
        String sources = sources();

        List<String> blocks = JAVA.matcher(Files.readString(page))
                .results()
                .map(block -> unindented(block.group(1)))
                .toList();

        assertThat(blocks).allSatisfy(block -> assertThat(sources).contains(block));
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path folder : SOURCES) {
            if (!Files.exists(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> all.append(unindented(read(file))));
            }
        }
        return all.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n", "", "\n"));
    }
}
