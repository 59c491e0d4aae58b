package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The guide's page of definition errors: a section for each fault, its example found fault with so, its mend with nothing. */
class DefinitionErrorsTest {
    private static final Path PAGE = Path.of("../docs/guide/definition-errors.md");
    private static final Path EXAMPLES = Path.of("src/test/java/io/heddle/graph/FaultyGraphs.java");
    private static final Pattern BLOCK = Pattern.compile("```(java|text)\n(.*?)```", Pattern.DOTALL);

    @Test
    void every_fault_has_its_section_in_the_order_of_looking() throws IOException {
        List<String> sections = Pattern.compile("^### ([a-z-]+)$", Pattern.MULTILINE)
                .matcher(Files.readString(PAGE))
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(sections)
                .containsExactlyElementsOf(
                        Arrays.stream(GraphFault.values()).map(GraphFault::code).toList());
    }

    @ParameterizedTest
    @EnumSource
    void what_is_shown_is_found_fault_with_as_it_says(GraphFault fault) {
        List<MatchResult> blocks = blocks(fault);

        InvalidGraphException refusal = refusal(example(name(fault)));

        assertThat(blocks).hasSize(3);
        assertThat(blocks.get(0).group(2)).isEqualTo(source(name(fault)));
        assertThat(blocks.get(1).group(2)).isEqualTo(messages(refusal));
        assertThat(refusal.findings())
                .extracting(InvalidGraphException.Finding::fault)
                .containsOnly(fault);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_shown_as_mended_works(GraphFault fault) {
        String mended = name(fault) + "_mended";

        assertThat(blocks(fault).getLast().group(2)).isEqualTo(source(mended));
        assertThatCode(() -> run(mended)).doesNotThrowAnyException();
    }

    @Test
    void the_message_leads_to_the_page() {
        assertThat(refusal(FaultyGraphs::no_start)).hasMessage("""
                graph essay cannot work:
                  no-start: graph has no start (add start(NODE), or let a router choose: after(START).route(…))
                read on in docs/guide/definition-errors.md""");
    }

    private static InvalidGraphException refusal(Consumer<GraphBuilder> definition) {
        try {
            throw new AssertionError(Graph.define("essay", 1, definition) + " was accepted");
        } catch (InvalidGraphException refused) {
            return refused;
        }
    }

    private static String messages(InvalidGraphException refusal) {
        return refusal.findings().stream()
                .map(finding -> "%s: %s\n".formatted(finding.fault().code(), finding))
                .collect(Collectors.joining());
    }

    private static String name(GraphFault fault) {
        return fault.code().replace('-', '_');
    }

    private static Consumer<GraphBuilder> example(String name) {
        return g -> call(method(name), g);
    }

    /** A mended definition either writes into a builder or builds its graph itself. */
    private static void run(String mended) {
        Method method = method(mended);
        if (method.getParameterCount() == 0) {
            call(method);
        } else {
            Graph.define("essay", 1, g -> call(method, g));
        }
    }

    private static void call(Method example, Object... arguments) {
        try {
            example.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw new AssertionError("example " + example.getName() + " throws", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Method method(String name) {
        return Arrays.stream(FaultyGraphs.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("FaultyGraphs has no example " + name));
    }

    private static String source(String name) {
        String body = read(EXAMPLES)
                .split("static \\w+ " + name + "\\([^)]*\\) \\{\n", 2)[1]
                .split("\n    }", 2)[0];
        return (body + "\n").replaceAll("(?m)^ {8}", "");
    }

    private static List<MatchResult> blocks(GraphFault fault) {
        String section = read(PAGE).split("\n### " + fault.code() + "\n", 2)[1].split("\n##", 2)[0];
        return BLOCK.matcher(section).results().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
