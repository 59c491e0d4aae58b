package io.heddle.local;

import io.heddle.api.Assistants;
import io.heddle.api.Engine;
import io.heddle.api.Runs;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import io.heddle.codec.EventCodec;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.SystemAssistants;
import io.heddle.host.Gate;
import io.heddle.host.HistoryReader;
import io.heddle.host.HostSettings;
import io.heddle.host.HostedRuns;
import io.heddle.host.HostedThreads;
import io.heddle.host.RunStreams;
import io.heddle.task.Admission;
import io.heddle.task.HandEdit;
import io.heddle.task.TaskRunner;
import io.heddle.task.UserCode;
import io.heddle.thread.StreamProjection;
import io.heddle.thread.StreamReplay;
import io.heddle.thread.ThreadDecider;
import io.heddle.thread.ThreadViews;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine in one JVM: no actors, no database, a lock a thread. It decides, steps and streams with the same code as the
 * clustered engine, and every row it writes takes a round trip through the codec, but it forgets everything when it is
 * closed. For first steps and for tests; never chosen silently. Thread-safe.
 */
public final class LocalEngine implements Engine {
    private final Map<ThreadKey, LocalThread> living = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("heddle-", 0).factory());
    private final World world;
    private final Threads threads;
    private final Runs runs;
    private final Assistants assistants;

    public LocalEngine(GraphCatalog graphs) {
        this(graphs, HostSettings.DEFAULT, InstantSource.system());
    }

    public LocalEngine(GraphCatalog graphs, HostSettings settings, InstantSource clock) {
        ThreadViews views = new ThreadViews(graphs);
        StreamProjection projection = new StreamProjection(graphs);
        HistoryReader history = new HistoryReader(new LocalJournal(this::living), views, new StreamReplay(projection));
        UserCode userCode = new UserCode(graphs, settings.userCodeLimit());
        this.world = new World(
                new EventCodec(),
                new ThreadDecider(graphs, settings.queueLimit()),
                views,
                projection,
                new TaskRunner(graphs),
                userCode,
                new HandEdit(graphs),
                history,
                new RunStreams(settings),
                settings,
                new Gate(),
                clock,
                executor,
                new AtomicLong());
        LocalDoor door = new LocalDoor(this::living, world);
        this.threads = new HostedThreads(door, new LocalIndex(living, views), history, executor);
        this.assistants = new SystemAssistants(graphs, clock.instant());
        this.runs = new HostedRuns(door, threads, new Admission(graphs, assistants), userCode);
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
    public void close() {
        world.gate().close();
        living.values().forEach(LocalThread::close);
        executor.shutdown();
    }

    private LocalThread living(ThreadKey key) {
        return living.computeIfAbsent(key, k -> new LocalThread(k, world));
    }

    /** What every thread of the engine shares. */
    record World(
            EventCodec codec,
            ThreadDecider decider,
            ThreadViews views,
            StreamProjection projection,
            TaskRunner runner,
            UserCode userCode,
            HandEdit handEdit,
            HistoryReader history,
            RunStreams streams,
            HostSettings settings,
            Gate gate,
            InstantSource clock,
            ExecutorService executor,
            AtomicLong abandoned) {}
}
