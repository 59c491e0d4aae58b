package io.heddle.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL data folder and the programs that work on it: initialise, start, stop.
 *
 * <p>Not thread-safe; {@link DevPostgres} is its only user and holds the directory's lock meanwhile. Each program has a time
 * limit, and what it said goes to {@code pg.log} beside the folder, whose end is in the message when it fails.
 */
final class PostgresCluster {

    private static final int START_SECONDS = 60;
    private static final int LOG_LINES_SHOWN = 20;
    /** Owned by whoever runs this process; only Linux has it, and only there root is a likely user. */
    private static final Path SELF = Path.of("/proc/self");

    private final Path directory;
    private final Path log;
    private final PostgresBinaries binaries;
    private final Map<String, String> server;

    private PostgresCluster(Path directory, PostgresBinaries binaries, Map<String, String> server) {
        this.directory = directory;
        this.log = directory.resolveSibling(directory.getFileName() + ".log");
        this.binaries = binaries;
        this.server = new LinkedHashMap<>(server);
        this.server.put("fsync", "on");
        this.server.put("full_page_writes", "on");
        this.server.put("synchronous_commit", "on");
        this.server.put("listen_addresses", "127.0.0.1");
        this.server.put("unix_socket_directories", "");
    }

    /** An initialised folder; one from another major version is refused, since the server could not read it. */
    static PostgresCluster prepare(Path directory, PostgresBinaries binaries, Map<String, String> server)
            throws IOException {
        PostgresCluster cluster = new PostgresCluster(directory, binaries, server);
        Path version = directory.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            cluster.initialise();
        }
        String has = Files.readString(version).strip();
        String wants = cluster.majorVersion();
        if (!has.equals(wants)) {
            throw new IllegalStateException(
                    "the data in " + directory + " was written by PostgreSQL " + has + " and this is " + wants
                            + ": dump it with the old version and restore it into a new data directory");
        }
        return cluster;
    }

    Path directory() {
        return directory;
    }

    /** Into a folder beside it that is renamed when done, so that a crash leaves nothing that looks initialised. */
    private void initialise() throws IOException {
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
        delete(unfinished);
        int exit = run(
                binaries.program("initdb"),
                "-D",
                unfinished.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C");
        if (exit != 0) {
            throw failed("initialise", exit);
        }
        Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts on a free port; once more on another, since a port can be lost between finding and using it. */
    int start() throws IOException {
        int exit = 0;
        for (int attempt = 0; attempt < 2; attempt++) {
            int port = freePort();
            exit = run(
                    binaries.program("pg_ctl"),
                    "-D",
                    directory.toString(),
                    "-l",
                    log.toString(),
                    "-w",
                    "-t",
                    Integer.toString(START_SECONDS),
                    "-o",
                    options(port),
                    "start");
            if (exit == 0) {
                return port;
            }
            stop("immediate");
        }
        throw failed("start", exit);
    }

    /** @param mode {@code fast} ends sessions and writes a checkpoint; {@code immediate} is a crash; quiet when none runs */
    void stop(String mode) {
        try {
            if (Files.exists(directory.resolve("postmaster.pid"))) {
                run(binaries.program("pg_ctl"), "-D", directory.toString(), "-m", mode, "-w", "-t", "30", "stop");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String options(int port) {
        StringBuilder options = new StringBuilder("-p ").append(port);
        server.forEach((key, value) ->
                options.append(" -c ").append(key).append("='").append(value).append('\''));
        return options.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String majorVersion() throws IOException {
        Process process = new ProcessBuilder(binaries.program("postgres"), "--version").start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.replaceAll("(?s)^[^0-9]*([0-9]+).*", "$1");
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, and owns the same files. */
    private int run(String... command) throws IOException {
        List<String> full = new ArrayList<>();
        Files.createDirectories(directory.getParent());
        if (Files.exists(SELF) && (int) Files.getAttribute(SELF, "unix:uid") == 0) {
            full.addAll(List.of("unshare", "-U"));
        }
        full.addAll(Arrays.asList(command));
        Process process = new ProcessBuilder(full)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(START_SECONDS + 30L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " did not end in time");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted", e);
        }
    }

    private IllegalStateException failed(String what, int exit) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        String end = String.join("\n  ", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        return new IllegalStateException("the embedded PostgreSQL in " + directory + " did not " + what + " (exit "
                + exit
                + "). As root it needs user namespaces: run as an ordinary user, or set " + DatabaseSettings.PATH
                + ".url to a server of yours. It said:\n  " + end);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
