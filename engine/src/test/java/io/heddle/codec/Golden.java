package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A pair of files: the first bytes ever written under a name, and what reading and re-writing them gives today. With
 * {@code -Dheddle.golden=write} a missing first file is made and the second one renewed; an existing first file is never
 * touched, because somebody's journal holds just that.
 */
record Golden(Path folder, String name) {
    private static final Path ROOT = Path.of("src/test/resources/golden");
    private static final boolean WRITE = "write".equals(System.getProperty("heddle.golden"));

    static Golden of(String folder, String name) {
        return new Golden(ROOT.resolve(folder), name);
    }

    /** The names of all pairs in a folder. */
    static List<String> names(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .map(file -> file.replaceAll("(\\.expected)?\\.json$", ""))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares, or writes what is missing if that is wanted; {@code first} gives today's bytes for a new pair. */
    void check(Supplier<byte[]> first, UnaryOperator<byte[]> rewrite) {
        Path written = folder.resolve(name + ".json");
        Path expected = folder.resolve(name + ".expected.json");
        try {
            if (WRITE) {
                if (Files.notExists(written)) {
                    Files.writeString(written, text(first.get()) + "\n");
                }
                Files.writeString(expected, text(rewrite.apply(read(written))) + "\n");
            }
            if (Files.notExists(written) || Files.notExists(expected)) {
                fail("no golden pair %s: write it with -Dheddle.golden=write and look at it".formatted(written));
            }
            assertThat(text(rewrite.apply(read(written))))
                    .as("%s, read and written again", written)
                    .isEqualTo(text(read(expected)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) throws IOException {
        return Files.readString(file).stripTrailing().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
