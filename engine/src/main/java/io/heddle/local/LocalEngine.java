package io.heddle.local;

import io.heddle.api.Assistants;
import io.heddle.api.Engine;
import io.heddle.api.Runs;
import io.heddle.api.Store;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import io.heddle.graph.GraphCatalog;
import io.heddle.host.HostSettings;
import io.heddle.host.HostedAssistants;
import io.heddle.host.HostedRuns;
import io.heddle.host.HostedThreads;
import io.heddle.host.Hosting;
import io.heddle.host.ThreadSweeper;
import io.heddle.host.TokenLog;
import io.heddle.task.Admission;
import io.heddle.task.TaskThreads;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine in one JVM: no actors, no database, a lock a thread. It decides, steps and streams with the same code as the
 * clustered engine, and every row it writes takes a round trip through the codec, but it forgets everything when it is
 * closed. For first steps and for tests; never chosen silently. Thread-safe.
 */
public final class LocalEngine implements Engine {
    private final Map<ThreadKey, LocalThread> living = new ConcurrentHashMap<>();
    private final Hosting hosting;
    private final Threads threads;
    private final Runs runs;
    private final Assistants assistants;
    private final Store store;
    private final ThreadSweeper sweeper;

    public LocalEngine(GraphCatalog graphs) {
        this(graphs, HostSettings.DEFAULT, InstantSource.system());
    }

    public LocalEngine(GraphCatalog graphs, HostSettings settings, InstantSource clock) {
        this(graphs, settings, clock, new LocalStore(clock));
    }

    /** An engine whose nodes see a store of somebody else's. */
    public LocalEngine(GraphCatalog graphs, HostSettings settings, InstantSource clock, Store store) {
        this(graphs, settings, clock, store, TaskThreads.VIRTUAL);
    }

    /** The same, saying where user code runs, and by what time. */
    public LocalEngine(
            GraphCatalog graphs, HostSettings settings, InstantSource clock, Store store, TaskThreads workers) {
        this.store = store;
        this.hosting =
                Hosting.of(graphs, settings, clock, new LocalJournal(this::living), TokenLog.NONE, store, workers);
        LocalDoor door = new LocalDoor(this::living, hosting);
        this.assistants = new HostedAssistants(graphs, new LocalAssistants(), clock);
        LocalIndex index = new LocalIndex(living, hosting.views());
        LocalRetention retention = new LocalRetention(living);
        this.threads = new HostedThreads(door, index, retention, new LocalAccessLog(living), hosting);
        this.sweeper = new ThreadSweeper(door, index, retention, hosting);
        this.runs = new HostedRuns(door, threads, assistants, new Admission(graphs), hosting.userCode());
        sweeper.start();
    }

    @Override
    public Threads threads() {
        return threads;
    }

    @Override
    public Runs runs() {
        return runs;
    }

    @Override
    public Assistants assistants() {
        return assistants;
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public void close() {
        hosting.gate().close();
        sweeper.stop();
        living.values().forEach(LocalThread::close);
        hosting.executor().shutdown();
    }

    private LocalThread living(ThreadKey key) {
        return living.computeIfAbsent(key, k -> new LocalThread(k, hosting));
    }
}
