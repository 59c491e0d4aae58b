package io.heddle.killed;

import io.heddle.jdbc.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An {@link EngineProcess} as its parent sees it. */
final class EngineChild {
    private final Process process;
    private final BufferedReader told;
    private int port;

    /** Starts the process; its engine is not open yet. */
    EngineChild(DatabaseSettings database, Path outside) throws IOException {
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.virtualThreadScheduler.parallelism=16",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineProcess.class.getName(),
                        database.url().jdbc(),
                        database.user(),
                        database.password(),
                        outside.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        outside.resolve("err.txt").toFile()))
                .start();
        told = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Opens its engine, and returns when that answers. */
    void open() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String line = told.readLine();
        while (line != null && !line.matches("\\d+")) {
            line = told.readLine();
        }
        if (line == null) {
            throw new IOException("the engine's process ended instead of serving");
        }
        port = Integer.parseInt(line);
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
