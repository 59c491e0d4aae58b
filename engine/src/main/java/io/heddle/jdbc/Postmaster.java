package io.heddle.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The server that {@code postmaster.pid} speaks of, which may be long dead, or another program that got its number since.
 *
 * <p>Immutable; what it says about the process is asked anew each time.
 */
record Postmaster(long pid, int port) {

    private static final String FILE = "postmaster.pid";

    /** Empty when there is no file, or one that was cut off by a crash. */
    static Optional<Postmaster> of(Path cluster) throws IOException {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve(FILE));
            if (lines.size() < 4) {
                return Optional.empty();
            }
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip())));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Whether the process of that number runs on this cluster. True when the system does not tell: then asking it decides. */
    boolean mayServe(Path cluster) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().commandLine())
                .map(command -> command.contains(cluster.toString()))
                .orElse(true);
    }

    /** Removes a file that names a process which is no server of this cluster, since the server would believe it. */
    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(cluster.resolve(FILE));
    }
}
