package io.heddle.testkit;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.host.HostSettings;
import io.heddle.local.LocalEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Runs graphs for a test: on an engine in this JVM, in {@linkplain VirtualTime virtual time}, with a {@linkplain RecordedStore
 * recorded store}. Each graph has an engine of its own, so threads of two graphs never meet; time and store are shared.
 *
 * <p>In JUnit, have it injected: {@link HeddleTest}. Thread-safe.
 */
public final class GraphTester implements AutoCloseable {
    private static final HostSettings SETTINGS = patient(HostSettings.DEFAULT);

    private final VirtualTime time = new VirtualTime();
    private final RecordedStore store = new RecordedStore(time);
    private final Map<Graph, Heddle> engines = new LinkedHashMap<>();
    private final Set<Used> used = new LinkedHashSet<>();
    private final long seed = Seed.given().orElseGet(() -> new Random().nextLong());
    private final RandomGenerator random = new Random(seed);
    private boolean drawn;

    /** A thread that the test has asked for. */
    private record Used(String name, Heddle heddle, ThreadKey key) {}

    /** A thread of this graph, by the name of {@code test}. */
    public ThreadRef thread(Graph graph) {
        return thread(graph, "test");
    }

    /** A thread of this graph, which need not exist yet: its first run makes it. */
    public synchronized ThreadRef thread(Graph graph, String id) {
        Heddle heddle = heddle(graph);
        ThreadRef thread = heddle.thread(graph, id);
        used.add(new Used(thread.toString(), heddle, thread.key()));
        return thread;
    }

    /** The whole interface to this graph's engine. */
    public synchronized Heddle heddle(Graph graph) {
        return engines.computeIfAbsent(
                graph,
                one -> Heddle.over(new LocalEngine(GraphCatalog.of(one), SETTINGS, time, store, time.threads())));
    }

    /** The time by which all of it goes. */
    public VirtualTime time() {
        return time;
    }

    /** The store that the nodes see. */
    public RecordedStore store() {
        return store;
    }

    /** Random numbers for the test: other ones each time, and the same again with {@code -Dheddle.seed=…}. */
    public synchronized RandomGenerator random() {
        drawn = true;
        return random;
    }

    /** What has become of the test's threads so far, a line each checkpoint, for people; and the seed, if it had a part. */
    public synchronized String history() {
        List<String> told = new ArrayList<>();
        used.forEach(thread -> told.add(History.of(thread.name(), thread.heddle(), thread.key())));
        if (drawn) {
            told.add("the same random numbers again: " + Seed.flag(seed));
        }
        return String.join("\n", told);
    }

    /** Stops whatever still runs, and forgets everything. */
    @Override
    public synchronized void close() {
        engines.values().forEach(Heddle::close);
    }

    /** Without limits for the small pieces of user code around nodes: they are quick or they hang, whatever the time. */
    private static HostSettings patient(HostSettings like) {
        return new HostSettings(
                like.queueLimit(),
                like.cancelGrace(),
                Duration.ofDays(36_500),
                like.ringCapacity(),
                like.endedStreams(),
                like.streamLinger());
    }
}
