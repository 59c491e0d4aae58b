package io.heddle.bench;

import io.heddle.bench.report.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** W12: how long {@code heddle dev} takes from the command to its ready line, built and started once before. */
final class Start implements Workload {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "W12";
    }

    @Override
    public String what() {
        return "the second start of \"heddle dev\"";
    }

    @Override
    public void run(World world) throws Exception {
        Path program = world.program();
        if (program == null) {
            world.findings().say("W12 is left out: it starts deploy/bin/heddle, and this bench was not started by it");
            return;
        }
        Path data = Files.createDirectories(world.folder().resolve("started"));
        double first = start(program, data);
        double[] seconds = new double[world.sizes().rounds()];
        for (int round = 0; round < seconds.length; round++) {
            seconds[round] = start(program, data);
            world.findings().say("W12, start %d: ready after %.2f s".formatted(round + 2, seconds[round]));
        }
        Arrays.sort(seconds);
        world.findings()
                .row(Row.atMost(
                        12,
                        name(),
                        seconds[seconds.length / 2],
                        "s from the command to its ready line",
                        6,
                        3,
                        "the very first start %.1f s".formatted(first)));
    }

    /** Starts a node, waits for its ready line, stops it in order; seconds to the line. */
    private static double start(Path program, Path data) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        program.toString(), "dev", "--port", "0", "--data-dir", data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("HEDDLE_NO_BUILD", "1");
        long begun = System.nanoTime();
        Process node = command.start();
        try (BufferedReader lines = node.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready in")) {
                    return (System.nanoTime() - begun) / 1e9;
                }
            }
            throw new IllegalStateException("heddle dev ended before it was ready; start it by hand to see why");
        } finally {
            node.destroy();
            if (!node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        }
    }
}
