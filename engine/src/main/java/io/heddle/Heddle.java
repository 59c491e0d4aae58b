package io.heddle;

import io.heddle.api.Engine;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.local.LocalEngine;

/**
 * Heddle inside your own program: graphs in, typed threads out.
 *
 * <p>{@link #local} needs nothing and remembers nothing; {@link #over} takes an engine that shards threads over a cluster and
 * remembers them in PostgreSQL. The code that uses either is the same. Thread-safe.
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

    /** The whole interface, untyped: threads, runs, assistants. */
    public Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
    }
}
