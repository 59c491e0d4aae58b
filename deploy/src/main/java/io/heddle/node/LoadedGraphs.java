package io.heddle.node;

import static java.util.stream.Collectors.joining;

import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.GraphProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The graphs a node serves, found through {@link GraphProvider}.
 *
 * @param origin where they came from, for people
 */
record LoadedGraphs(GraphCatalog catalog, String origin) {
    private static final String KEY = NodeSettings.PATH + ".graphs";
    private static final String SERVICE = "META-INF/services/" + GraphProvider.class.getName();

    /** @throws StartRefusedException naming what is wrong with the jars or the graphs in them */
    static LoadedGraphs from(Optional<Path> path) {
        return path.map(LoadedGraphs::fromJars)
                .orElseGet(() -> load(LoadedGraphs.class.getClassLoader(), "the examples"));
    }

    List<String> ids() {
        return catalog.all().stream().map(Graph::id).toList();
    }

    private static LoadedGraphs fromJars(Path path) {
        List<Path> jars = jarsAt(path);
        URL[] urls = jars.stream().map(LoadedGraphs::url).toArray(URL[]::new);
        return load(new GraphClassLoader(urls, LoadedGraphs.class.getClassLoader()), path.toString());
    }

    private static List<Path> jarsAt(Path path) {
        if (Files.isRegularFile(path) && path.toString().endsWith(".jar")) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            String found = Files.exists(path) ? "no jar" : "nothing";
            throw refused("there is " + found + " at " + path, "name a jar, or a folder with jars in it");
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw refused("there is no jar in " + path, "put your graphs' jar there, or name it");
            }
            return jars;
        } catch (IOException e) {
            throw refused(path + " cannot be read: " + e.getMessage(), "let this user read it");
        }
    }

    private static LoadedGraphs load(ClassLoader loader, String origin) {
        Map<String, String> providerOf = new LinkedHashMap<>();
        List<Graph> graphs = new ArrayList<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            for (GraphProvider provider : providers(loader, origin)) {
                String name = provider.getClass().getName();
                for (Graph graph : graphsOf(provider)) {
                    String other = providerOf.putIfAbsent(graph.id(), name);
                    if (other != null) {
                        throw refused(
                                "two graphs have the id %s: one from %s, one from %s"
                                        .formatted(graph.id(), other, name),
                                "rename one of them");
                    }
                    graphs.add(graph);
                }
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        if (graphs.isEmpty()) {
            throw refused(
                    providerOf.isEmpty() ? "no graph comes from " + origin : "the providers have no graphs",
                    "name your GraphProvider class in " + SERVICE + " of the jar, and let it return graphs");
        }
        return new LoadedGraphs(GraphCatalog.of(graphs), origin);
    }

    private static List<GraphProvider> providers(ClassLoader loader, String origin) {
        List<GraphProvider> found = new ArrayList<>();
        Iterator<GraphProvider> services =
                ServiceLoader.load(GraphProvider.class, loader).iterator();
        try {
            while (services.hasNext()) {
                found.add(services.next());
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw refused(
                    "a provider from " + origin + " cannot be loaded: " + reasons(e),
                    "put the missing class into the jar or beside it, or correct " + SERVICE);
        }
        return found;
    }

    private static List<Graph> graphsOf(GraphProvider provider) {
        try {
            return provider.graphs();
        } catch (RuntimeException | LinkageError e) {
            throw refused(
                    provider.getClass().getName() + " cannot make its graphs: " + reasons(e),
                    "mend the graph, or put the missing class into the jar or beside it");
        }
    }

    private static String reasons(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .map(Throwable::toString)
                .distinct()
                .collect(joining(", because of "));
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StartRefusedException refused(String cause, String mend) {
        return new StartRefusedException(cause, KEY, mend);
    }
}
