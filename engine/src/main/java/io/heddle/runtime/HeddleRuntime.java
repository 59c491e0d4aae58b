package io.heddle.runtime;

import com.typesafe.config.Config;
import io.heddle.actor.Admittance;
import io.heddle.actor.ClusteredDoor;
import io.heddle.actor.ThreadMessage;
import io.heddle.actor.ThreadSharding;
import io.heddle.api.Assistants;
import io.heddle.api.Crons;
import io.heddle.api.Engine;
import io.heddle.api.Runs;
import io.heddle.api.Store;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import io.heddle.graph.GraphCatalog;
import io.heddle.host.HostedAssistants;
import io.heddle.host.HostedRuns;
import io.heddle.host.HostedThreads;
import io.heddle.host.Hosting;
import io.heddle.host.ThreadSweeper;
import io.heddle.jdbc.Database;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.readside.FollowerLag;
import io.heddle.registry.JdbcAssistants;
import io.heddle.registry.JdbcCrons;
import io.heddle.registry.JdbcWebhooks;
import io.heddle.schedule.CronTicker;
import io.heddle.schedule.KeptCrons;
import io.heddle.store.JdbcStore;
import io.heddle.store.StoreSweeper;
import io.heddle.task.Admission;
import io.heddle.webhook.WebhookRuns;
import io.heddle.webhook.WebhookSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/**
 * The engine on a Pekko cluster and PostgreSQL. {@link #start} is the wiring, readable from top to bottom. Thread-safe.
 *
 * <p>It owns its read side and its connections, not the actor system it was given; {@link EmbeddedRuntime} owns both.
 */
public final class HeddleRuntime implements Engine {
    private static final Duration DRAIN_LOOK = Duration.ofMillis(20);

    private final Database database;
    private final Hosting hosting;
    private final ReadSide readSide;
    private final ThreadSharding sharding;
    private final Waker waker;
    private final ThreadSweeper threadSweeper;
    private final Threads threads;
    private final Runs runs;
    private final Assistants assistants;
    private final Store store;
    private final StoreSweeper storeSweeper;
    private final Crons crons;
    private final CronTicker ticker;
    private final WebhookSender webhooks;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HeddleRuntime(ActorSystem<?> system, GraphCatalog graphs) {
        Config config = system.settings().config();
        EngineSettings settings = EngineSettings.from(config);
        InstantSource clock = InstantSource.system();
        this.database = Database.open(DatabaseSettings.from(config));
        this.readSide = new ReadSide(database, graphs, settings);
        this.store = new JdbcStore(database, clock, settings.store().renewOnRead());
        this.storeSweeper = new StoreSweeper(database, clock, settings.store().sweepInterval());
        this.hosting = Hosting.of(
                graphs, settings.hosting(), clock, readSide.journal(), readSide.tokens(), readSide.states(), store);
        this.sharding = ThreadSharding.start(system, hosting, settings.idleAfter());
        ClusteredDoor door =
                new ClusteredDoor(sharding, hosting, new Admittance(settings.mostWrites(), settings.mostBytes()));
        this.assistants = new HostedAssistants(graphs, new JdbcAssistants(database), clock);
        this.threads = new HostedThreads(door, readSide.index(), readSide.retention(), readSide.accesses(), hosting);
        this.threadSweeper = new ThreadSweeper(door, readSide.index(), readSide.retention(), hosting);
        Runs hosted = new HostedRuns(door, threads, assistants, new Admission(graphs), hosting.userCode());
        JdbcWebhooks told = new JdbcWebhooks(database);
        this.webhooks = new WebhookSender(told, hosted, settings.webhooks(), clock);
        this.runs = new WebhookRuns(hosted, told, webhooks, settings.webhooks(), clock);
        JdbcCrons kept = new JdbcCrons(database);
        this.crons = new KeptCrons(kept, assistants, threads, clock);
        this.ticker = new CronTicker(kept, runs, threads, clock);
        this.waker = new Waker(
                readSide.follower(),
                readSide.busy(),
                key -> sharding.entity(key).tell(new ThreadMessage.Wake()),
                hosting.executor());
        readSide.start();
        waker.start();
        threadSweeper.start();
        ticker.start(settings.cronInterval());
        webhooks.start(settings.webhookInterval());
    }

    /**
     * Starts the engine on a system that is, or is about to become, a member of its cluster; the database that {@code
     * heddle.database} names must have this build's schema. Runs that an earlier owner left unfinished go on by themselves.
     */
    public static HeddleRuntime start(ActorSystem<?> system, GraphCatalog graphs) {
        return new HeddleRuntime(system, graphs);
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

    /** The door to a thread for actor code. */
    public EntityRef<ThreadMessage> entity(ThreadKey key) {
        return sharding.entity(key);
    }

    /** Tasks whose code is running on this node, abandoned ones included. */
    public int runningTasks() {
        return hosting.runner().running();
    }

    /** Tasks that did not stop within their grace since the start; each is fenced and can never write. */
    public long abandonedTasks() {
        return hosting.abandoned().get();
    }

    /**
     * Completes when a search finds everything that was durable before this call, of every node. Do not block the thread
     * that it completes on.
     */
    public CompletionStage<Void> indexed() {
        return readSide.follower().passedNow();
    }

    /** How far the searchable index is behind the journal. */
    public FollowerLag indexLag() {
        return readSide.lag();
    }

    /** Looks now for threads whose time is over, and removes what is forgotten, as this is done every sweep interval. */
    public CompletionStage<Void> sweep() {
        return threadSweeper.sweep();
    }

    /** Whether the database answers now. */
    public CompletionStage<Boolean> databaseAnswers() {
        return database.call(connection -> connection.isValid(2)).exceptionally(thrown -> false);
    }

    /**
     * Closes the gate, so that no further superstep begins, and waits for the tasks in flight. What they do not finish by the
     * deadline goes on elsewhere, or after the next start. Reads and new runs are still answered meanwhile.
     */
    public CompletionStage<Done> drain(Duration deadline) {
        hosting.gate().close();
        CompletableFuture<Done> drained = new CompletableFuture<>();
        look(drained, System.nanoTime() + deadline.toNanos());
        return drained;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            hosting.gate().close();
            waker.stop();
            storeSweeper.close();
            threadSweeper.stop();
            ticker.close();
            webhooks.close();
            readSide.close();
            hosting.executor().shutdown();
            database.close();
        }
    }

    private void look(CompletableFuture<Done> drained, long end) {
        if (hosting.inFlight().get() == 0 || System.nanoTime() >= end) {
            drained.complete(Done.getInstance());
            return;
        }
        Executor later = CompletableFuture.delayedExecutor(DRAIN_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        later.execute(() -> look(drained, end));
    }
}
