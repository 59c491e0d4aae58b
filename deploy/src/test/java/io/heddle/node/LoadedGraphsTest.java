package io.heddle.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.graph.Graph;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadedGraphsTest {
    @TempDir
    private Path folder;

    @Test
    void the_examples_are_there_when_nothing_is_named() {
        assertThat(LoadedGraphs.from(Optional.empty()).ids()).contains("chat", "agent", "delay");
    }

    @Test
    void a_jar_brings_its_graphs_and_not_ours() throws Exception {
        Path jar = GraphJar.saying("Hello", "hello", "\"hi\"").writeTo(folder.resolve("hello.jar"));

        LoadedGraphs graphs = LoadedGraphs.from(Optional.of(jar));

        assertThat(graphs.ids()).containsExactly("hello");
        assertThat(graphs.origin()).isEqualTo(jar.toString());
    }

    @Test
    void the_jars_of_a_folder_see_one_another() throws Exception {
        GraphJar.saying("Hello", "hello", "Words.HI")
                .with("Words", words("hi"))
                .without("Words")
                .writeTo(folder.resolve("a.jar"));
        new GraphJar().with("Words", words("hi")).writeTo(folder.resolve("b.jar"));

        assertThat(LoadedGraphs.from(Optional.of(folder)).ids()).containsExactly("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"picocli/CommandLine", "io/heddle/langchain4j/AnnotatedTools"})
    void a_library_of_theirs_wins_over_ours_of_the_same_name(String type) throws Exception {
        String name = type.substring(type.lastIndexOf('/') + 1);
        String packageName = type.substring(0, type.lastIndexOf('/')).replace('/', '.');
        String theirs = "package %s; public class %s { public static String id() { return \"theirs\"; } }"
                .formatted(packageName, name);
        Path sources = Files.createDirectories(folder.resolve("library"));
        Path jar = new GraphJar()
                .provider("Own", """
                        import io.heddle.graph.*;
                        import java.util.List;

                        public class Own implements GraphProvider {
                            public List<Graph> graphs() {
                                try {
                                    String id = (String) Class.forName("%s")
                                            .getMethod("id").invoke(null);
                                    NodeKey<Void> key = NodeKey.of("n");
                                    return List.of(Graph.define(id, 1,
                                            g -> g.node(key, (s, c) -> Update.nothing()).start(key).after(key).end()));
                                } catch (ReflectiveOperationException e) {
                                    throw new IllegalStateException(e);
                                }
                            }
                        }
                        """.formatted(packageName + "." + name))
                .writeTo(folder.resolve("own.jar"));
        addClass(jar, sources, type, theirs);

        assertThat(LoadedGraphs.from(Optional.of(jar)).ids()).containsExactly("theirs");
    }

    @Test
    void a_graph_is_the_graph_that_the_engine_knows() throws Exception {
        Path jar = GraphJar.saying("Hello", "hello", "\"hi\"").writeTo(folder.resolve("hello.jar"));

        assertThat(LoadedGraphs.from(Optional.of(jar)).catalog().find("hello"))
                .get()
                .isInstanceOf(Graph.class);
    }

    @Test
    void nothing_at_the_path_is_refused() {
        refused(() -> LoadedGraphs.from(Optional.of(folder.resolve("nothing.jar"))), "there is nothing at");
    }

    @Test
    void a_file_that_is_no_jar_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("graphs.txt"), "x");

        refused(() -> LoadedGraphs.from(Optional.of(file)), "there is no jar at");
    }

    @Test
    void a_folder_without_jars_is_refused() {
        refused(() -> LoadedGraphs.from(Optional.of(folder)), "there is no jar in");
    }

    @Test
    void a_jar_without_a_service_file_is_refused_with_the_files_name() throws Exception {
        Path jar =
                GraphJar.saying("Hello", "hello", "\"hi\"").withoutServiceFile().writeTo(folder.resolve("a.jar"));

        refused(
                () -> LoadedGraphs.from(Optional.of(jar)),
                "no graph comes from",
                "META-INF/services/io.heddle.graph.GraphProvider");
    }

    @Test
    void a_provider_that_is_not_in_the_jar_is_named() throws Exception {
        Path jar = GraphJar.saying("Hello", "hello", "\"hi\"").without("Hello").writeTo(folder.resolve("a.jar"));

        refused(() -> LoadedGraphs.from(Optional.of(jar)), "Provider Hello not found");
    }

    @Test
    void a_class_that_a_graph_misses_is_named() throws Exception {
        Path jar = new GraphJar()
                .provider("Hello", """
                        import io.heddle.graph.*;
                        import java.util.List;

                        public class Hello implements GraphProvider {
                            public List<Graph> graphs() {
                                return Words.graphs();
                            }
                        }
                        """)
                .with(
                        "Words",
                        "public class Words { static java.util.List<io.heddle.graph.Graph> graphs()"
                                + " { return java.util.List.of(); } }")
                .without("Words")
                .writeTo(folder.resolve("a.jar"));

        refused(
                () -> LoadedGraphs.from(Optional.of(jar)),
                "Hello cannot make its graphs",
                "NoClassDefFoundError: Words");
    }

    @Test
    void a_provider_without_graphs_is_refused() throws Exception {
        Path jar = new GraphJar()
                .provider(
                        "Nothing",
                        "public class Nothing implements io.heddle.graph.GraphProvider {"
                                + " public java.util.List<io.heddle.graph.Graph> graphs()"
                                + " { return java.util.List.of(); } }")
                .writeTo(folder.resolve("a.jar"));

        refused(() -> LoadedGraphs.from(Optional.of(jar)), "no graph comes from");
    }

    @Test
    void two_graphs_of_one_id_are_refused_with_both_providers() throws Exception {
        GraphJar.saying("Hello", "hello", "\"hi\"").writeTo(folder.resolve("a.jar"));
        GraphJar.saying("Ola", "hello", "\"olá\"").writeTo(folder.resolve("b.jar"));

        refused(
                () -> LoadedGraphs.from(Optional.of(folder)),
                "two graphs have the id hello: one from Hello, one from Ola",
                "rename one of them");
    }

    private static void refused(ThrowingCallable load, String... said) {
        assertThatThrownBy(load)
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContainingAll(said)
                .hasMessageContaining("heddle.node.graphs");
    }

    private static String words(String hi) {
        return "public class Words { public static final String HI = new String(\"%s\"); }".formatted(hi);
    }

    private static void addClass(Path jar, Path sources, String name, String source) throws Exception {
        Path file = sources.resolve(name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, "-d", sources.toString(), file.toString()))
                .isZero();
        try (var archive = FileSystems.newFileSystem(jar)) {
            Path target = archive.getPath(name + ".class");
            Files.createDirectories(target.getParent());
            Files.copy(sources.resolve(name + ".class"), target);
        }
    }
}
