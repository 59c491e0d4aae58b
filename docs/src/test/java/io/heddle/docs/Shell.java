package io.heddle.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A bash with job control, fed one command after the other as a person would type them. Used by one thread. */
final class Shell implements AutoCloseable {
    private static final String DONE = "--- command done ---";

    private final Process bash;
    private final Writer input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    Shell(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-m").directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        this.bash = builder.start();
        this.input = bash.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::read);
    }

    /** Types a command and returns what was printed until it had ended. */
    List<String> run(String command, Duration limit) throws IOException, InterruptedException {
        input.write(command + "\necho '" + DONE + "'\n");
        input.flush();
        return until(DONE::equals, limit);
    }

    /** What is printed up to the first line that fits. */
    List<String> until(Predicate<String> last, Duration limit) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            String line = output.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("nothing that was expected within " + limit + ", but: " + lines);
            }
            if (last.test(line)) {
                lines.add(line);
                return lines;
            }
            lines.add(line);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        List<ProcessHandle> children = bash.descendants().toList();
        input.close();
        children.forEach(ProcessHandle::destroy);
        if (!bash.waitFor(20, TimeUnit.SECONDS)) {
            bash.destroyForcibly();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
