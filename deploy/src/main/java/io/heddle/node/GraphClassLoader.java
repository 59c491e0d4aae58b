package io.heddle.node;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads graphs with the libraries they came with, not with ours. What both sides must agree on comes from us: the JDK,
 * {@code io.heddle}, Jackson's trees (they are in its signatures), and SLF4J, so that graphs log where we do. Our LangChain4j
 * adapter belongs to LangChain4j, and so to whoever brought that. Thread-safe.
 */
final class GraphClassLoader extends URLClassLoader {
    private static final List<String> SHARED =
            List.of("java.", "javax.", "jdk.", "sun.", "io.heddle.", "com.fasterxml.jackson.", "org.slf4j.");

    private static final String ADAPTER = "io.heddle.langchain4j.";

    static {
        registerAsParallelCapable();
    }

    GraphClassLoader(URL[] jars, ClassLoader ours) {
        super("graphs", jars, ours);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(ADAPTER) && SHARED.stream().anyMatch(name::startsWith)) {
            try {
                return super.loadClass(name, resolve);
            } catch (ClassNotFoundException notOurs) {
                // A graph may live in a package of a shared name.
            }
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException notTheirs) {
                return super.loadClass(name, resolve);
            }
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL theirs = findResource(name);
        return theirs != null ? theirs : super.getResource(name);
    }

    /** Services are looked up in the jars alone, or every library of ours would announce its own to theirs. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(findResources(name)));
        if (!name.startsWith("META-INF/services/")) {
            found.addAll(Collections.list(getParent().getResources(name)));
        }
        return Collections.enumeration(found);
    }
}
