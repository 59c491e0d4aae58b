package io.heddle.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of behaviour is what the named tests say, and what other pages call a test is one. */
class BehaviourTest {
    private static final Path ROOT = Path.of("..");
    private static final Path GUIDE = ROOT.resolve("docs/guide");
    private static final Path PAGE = GUIDE.resolve("behaviour.md");
    private static final int PROMISED = 150;
    private static final String CONTRACT = "engine/src/test/java/io/heddle/contract/";
    private static final String ENGINE = "engine/src/test/java/io/heddle/";
    private static final Pattern TEST = Pattern.compile(
            "@(?:Parameterized)?Test(?:\\s*\\([^)]*\\))?(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s+(?:public )?void (\\w+)\\(");
    private static final Pattern CASE = Pattern.compile("\\{\\s*\"name\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SHOWN_BY = Pattern.compile("\\| `(\\w+)` \\|$", Pattern.MULTILINE);

    /** What is told, by the tests that tell it. */
    private static final Map<String, List<String>> SECTIONS = sections();

    private static Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        sections.put(
                "Edges, joins, sends, commands, graphs in graphs",
                List.of(CONTRACT + "FlowContract", ENGINE + "step/StepperTest", ENGINE + "step/FrontierTest"));
        sections.put("Questions and answers", List.of(CONTRACT + "AskContract"));
        sections.put("Breakpoints, orders, one step a call", List.of(CONTRACT + "PauseContract"));
        sections.put(
                "Channels and what they make of writes",
                List.of(
                        CONTRACT + "ChannelsContract",
                        ENGINE + "step/ChannelKindsTest",
                        ENGINE + "graph/MessageListTest",
                        ENGINE + "graph/HandedBackTest",
                        ENGINE + "graph/UserTypesTest"));
        sections.put(
                "Retries, limits, failures",
                List.of(
                        ENGINE + "local/NodePoliciesTest",
                        ENGINE + "local/NodeCacheTest",
                        ENGINE + "local/ErrorHandlerTest",
                        ENGINE + "local/FanOutFailuresTest",
                        ENGINE + "local/AbandonedToolCallsTest"));
        sections.put("Runs", List.of(CONTRACT + "RunsContract"));
        sections.put(
                "History, steps, time travel",
                List.of(
                        CONTRACT + "TimeContract",
                        CONTRACT + "PastContract",
                        CONTRACT + "EditContract",
                        ENGINE + "thread/CheckpointTableTest",
                        ENGINE + "thread/PauseTableTest"));
        sections.put("Configuration", List.of(CONTRACT + "ConfigContract"));
        sections.put("Streams", List.of(CONTRACT + "StreamsContract"));
        sections.put("Threads", List.of(CONTRACT + "ThreadsContract"));
        sections.put("The store", List.of(CONTRACT + "StoreContract"));
        sections.put("Definitions", List.of(ENGINE + "graph/GraphValidatorTest", ENGINE + "graph/GraphTest"));
        sections.put(
                "Crashes and second owners",
                List.of(
                        ENGINE + "proof/CrashTest",
                        ENGINE + "proof/TwoOwnersTest",
                        "deploy/src/test/java/io/heddle/node/KilledGraphTest",
                        "deploy/src/test/java/io/heddle/node/KilledNodeTest"));
        return sections;
    }

    @Test
    void the_page_says_what_the_tests_say() throws IOException {
        String page = page();
        if ("write".equals(System.getProperty("heddle.golden"))) {
            Files.writeString(PAGE, page);
        }

        assertThat(page.lines().filter(line -> line.startsWith("- "))).hasSizeGreaterThanOrEqualTo(PROMISED);
        assertThat(PAGE)
                .as("%s is renewed by -Dheddle.golden=write", PAGE)
                .content()
                .isEqualTo(page);
    }

    @Test
    void what_the_guide_calls_a_test_is_one() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        for (String source : sources()) {
            known.add(source.substring(source.lastIndexOf('/') + 1));
            known.addAll(tests(source));
        }

        List<String> named = SHOWN_BY.matcher(Files.readString(GUIDE.resolve("coming-from.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(25);
        assertThat(known).containsAll(named);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # What a graph does, test by test

                Every sentence is the name of a test. Contracts run on the engine in one JVM and on the durable one; what LangGraph does is
                compared case by case besides ([deviations](deviations.md)).
                """);
        for (Map.Entry<String, List<String>> section : SECTIONS.entrySet()) {
            page.append("\n## ").append(section.getKey()).append('\n');
            for (String source : section.getValue()) {
                String name = source.substring(source.lastIndexOf('/') + 1);
                page.append("\nIn [`%s`](../../%s.java):\n\n".formatted(name, source));
                tests(source).forEach(test -> page.append("- %s\n".formatted(test.replace('_', ' '))));
            }
        }
        page.append("""

                ## The same as in LangGraph

                Cases that are run here and in the npm package, and must come to the same history, values and streams.
                """);
        for (Path cases : cases()) {
            page.append("\nIn [`%1$s`](../../engine/src/test/oracle/cases/%1$s):\n\n".formatted(cases.getFileName()));
            CASE.matcher(Files.readString(cases))
                    .results()
                    .forEach(
                            name -> page.append("- %s\n".formatted(name.group(1).replace("\\\"", "\""))));
        }
        return page.toString();
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("engine/src/test/oracle/cases"))) {
            return files.sorted().toList();
        }
    }

    private static List<String> tests(String source) throws IOException {
        return new ArrayList<>(TEST.matcher(Files.readString(ROOT.resolve(source + ".java")))
                .results()
                .map(match -> match.group(1))
                .toList());
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("engine", "http-api", "deploy")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.map(file -> ROOT.relativize(file).toString())
                        .filter(file -> file.endsWith(".java"))
                        .forEach(file -> sources.add(file.substring(0, file.length() - ".java".length())));
            }
        }
        return sources;
    }
}
