package io.heddle.local;

import io.heddle.api.Assistants;
import io.heddle.api.Crons;
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
import io.heddle.schedule.CronTicker;
import io.heddle.schedule.KeptCrons;
import io.heddle.task.Admission;
import io.heddle.task.TaskThreads;
import io.heddle.webhook.WebhookRuns;
import io.heddle.webhook.WebhookSender;
import io.heddle.webhook.WebhookSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine in one JVM: no actors, no database, a lock a thread. It decides, steps and streams with the same code as the
 * clustered engine, and every row it writes takes a round trip through the codec, but it forgets everything when it is
 * closed. For first steps and for tests; never chosen silently. Thread-safe.
 */
public final class LocalEngine implements Engine {
    /** How late a cron's run may start, and a webhook be told. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final Map<ThreadKey, LocalThread> living = new ConcurrentHashMap<>();
    private final Hosting hosting;
    private final Threads threads;
    private final Runs runs;
    private final Assistants assistants;
    private final Store store;
    private final ThreadSweeper sweeper;
    private final Crons crons;
    private final CronTicker ticker;
    private final WebhookSender webhooks;

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
        Runs hosted = new HostedRuns(door, threads, assistants, new Admission(graphs), hosting.userCode());
        LocalWebhooks told = new LocalWebhooks(this::tell);
        this.webhooks = new WebhookSender(told, hosted, WebhookSettings.DEFAULT, clock);
        this.runs = new WebhookRuns(hosted, told, webhooks, WebhookSettings.DEFAULT, clock);
        LocalCrons kept = new LocalCrons(this::tick);
        this.crons = new KeptCrons(kept, assistants, threads, clock);
        this.ticker = new CronTicker(kept, runs, threads, clock);
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
    public Crons crons() {
        return crons;
    }

    @Override
    public void close() {
        ticker.close();
        webhooks.close();
        hosting.gate().close();
        sweeper.stop();
        living.values().forEach(LocalThread::close);
        hosting.executor().shutdown();
    }

    private void tick() {
        ticker.start(LOOK_INTERVAL);
    }

    private void tell() {
        webhooks.start(LOOK_INTERVAL);
    }

    private LocalThread living(ThreadKey key) {
        return living.computeIfAbsent(key, k -> new LocalThread(k, hosting));
    }
}
