package io.heddle.node;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node as its own process, with the same main class as the shipped one. What it prints is kept in its folder. */
final class TestNode implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(90);

    /** Unpacked once for all tests. */
    static final Path PROGRAMS = Path.of("target", "postgres-programs").toAbsolutePath();

    private final Process process;
    private final Path folder;

    private TestNode(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** A command that ends by itself. */
    static Ended run(Path folder, Map<String, String> environment, String... arguments) {
        try (TestNode node = launch(folder, environment, List.of(arguments))) {
            return node.awaitEnd();
        }
    }

    /** A development node on any free port, with its data in the folder; returns at once. */
    static TestNode dev(Path folder, Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("dev", "--data-dir", folder.resolve("data").toString()));
        all.addAll(List.of("--ready-file", readyFile(folder).toString()));
        List<String> more = Arrays.asList(arguments);
        if (!more.contains("--port")) {
            all.addAll(List.of("--port", "0"));
        }
        all.addAll(more);
        return launch(folder, environment, all);
    }

    private static TestNode launch(Path folder, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
                "-Djdk.virtualThreadScheduler.parallelism=16",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HeddleNode.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(
                        ProcessBuilder.Redirect.to(folder.resolve("out.txt").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("err.txt").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("HEDDLE_") || name.startsWith("OPENAI_"));
        builder.environment().put("HEDDLE_LOG_FORMAT", "text");
        builder.environment().put("HEDDLE_POSTGRES_PROGRAMS", PROGRAMS.toString());
        builder.environment().putAll(new LinkedHashMap<>(environment));
        try {
            Files.deleteIfExists(readyFile(folder));
            return new TestNode(builder.start(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it serves, once it does. */
    URI awaitReady() {
        await().atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(readyFile(folder)) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the node ended instead of serving: " + err());
        }
        return URI.create(read(readyFile(folder)).strip());
    }

    Ended awaitEnd() {
        try {
            if (!process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the node did not end: " + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return new Ended(process.exitValue(), out(), err());
    }

    /** SIGTERM, and the end it leads to. */
    Ended terminate() {
        process.destroy();
        return awaitEnd();
    }

    /** SIGKILL: nothing of it runs on, and nothing it had in memory is left. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    boolean readyFileExists() {
        return Files.exists(readyFile(folder));
    }

    String out() {
        return read(folder.resolve("out.txt"));
    }

    String err() {
        return read(folder.resolve("err.txt"));
    }

    /** Ends it gently, so that its PostgreSQL ends too. */
    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }

    /** @param err of this and earlier processes in the same folder */
    record Ended(int exitCode, String out, String err) {}

    private static Path readyFile(Path folder) {
        return folder.resolve("ready");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
