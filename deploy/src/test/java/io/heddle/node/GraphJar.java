package io.heddle.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar as somebody else would build it: sources compiled here and now, and a service file. Not thread-safe; a builder. */
final class GraphJar {
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<String> providers = new ArrayList<>();
    private Predicate<String> kept = name -> true;

    /** A provider of one graph whose node writes {@code says} into the channel {@code said}. */
    static GraphJar saying(String provider, String graphId, String says) {
        return new GraphJar().provider(provider, """
                        import io.heddle.graph.*;
                        import java.util.List;

                        public class %s implements GraphProvider {
                            static final ValueChannel<String> SAID = Channel.value("said", String.class);
                            static final NodeKey<Void> SAY = NodeKey.of("say");

                            public List<Graph> graphs() {
                                return List.of(Graph.define("%s", 1, g -> g.channels(SAID)
                                        .node(SAY, (state, context) -> Update.of(SAID.set(%s)))
                                        .start(SAY)
                                        .after(SAY)
                                        .end()));
                            }
                        }
                        """.formatted(provider, graphId, says));
    }

    GraphJar provider(String name, String source) {
        providers.add(name);
        return with(name, source);
    }

    GraphJar with(String name, String source) {
        sources.put(name, source);
        return this;
    }

    /** As when a dependency was forgotten. */
    GraphJar without(String name) {
        kept = file -> !file.equals(name + ".class");
        return this;
    }

    GraphJar withoutServiceFile() {
        providers.clear();
        return this;
    }

    Path writeTo(Path jar) throws IOException {
        Path folder = Files.createTempDirectory(jar.getParent(), "sources");
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            arguments.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue())
                    .toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.list(folder)) {
            if (!providers.isEmpty()) {
                out.putNextEntry(new JarEntry("META-INF/services/io.heddle.graph.GraphProvider"));
                out.write(String.join("\n", providers).getBytes(StandardCharsets.UTF_8));
            }
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .filter(path -> kept.test(path.getFileName().toString()))
                    .toList()) {
                out.putNextEntry(new JarEntry(file.getFileName().toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
