package io.heddle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the console blocks of a page show: commands, and the lines that appear below each, in their order. */
record Transcript(List<Typed> commands) {
    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** A command and the lines that the page shows below it. */
    record Typed(String command, List<String> expected) {}

    static Transcript of(Path page) throws IOException {
        String blocks = CONSOLE.matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining());
        List<Typed> commands = new ArrayList<>();
        for (String line : blocks.lines().toList()) {
            if (line.startsWith("$ ")) {
                commands.add(new Typed(line.substring(2), new ArrayList<>()));
            } else {
                commands.getLast().expected().add(line);
            }
        }
        return new Transcript(List.copyOf(commands));
    }

    /**
     * Types everything into a shell and waits for what the page shows.
     *
     * @param here changes a command so that it meets a port of this machine's
     */
    void typeInto(Shell shell, UnaryOperator<String> here) throws Exception {
        for (Typed typed : commands) {
            List<String> printed = new ArrayList<>(shell.run(here.apply(typed.command()), LIMIT));
            int next = 0;
            for (String expected : typed.expected()) {
                Pattern pattern = pattern(expected);
                next = after(pattern, printed, next);
                if (next < 0) {
                    printed.addAll(shell.until(line -> pattern.matcher(line).matches(), LIMIT));
                    next = printed.size();
                }
                assertThat(printed.subList(0, next))
                        .as(typed.command())
                        .anyMatch(line -> pattern.matcher(line).matches());
            }
        }
    }

    /** The place behind the first line from {@code begin} on that fits; -1 if none does. */
    private static int after(Pattern pattern, List<String> lines, int begin) {
        for (int i = begin; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).matches()) {
                return i + 1;
            }
        }
        return -1;
    }

    /** An ellipsis stands for whatever differs from machine to machine. */
    private static Pattern pattern(String expected) {
        return Pattern.compile(
                Arrays.stream(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
