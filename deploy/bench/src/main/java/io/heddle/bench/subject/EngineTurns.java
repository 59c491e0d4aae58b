package io.heddle.bench.subject;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.bench.measure.Heap;
import io.heddle.bench.measure.Server;
import io.heddle.bench.measure.Subject;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.jdbc.JournalStats;
import io.heddle.json.JsonValue;
import io.heddle.runtime.EmbeddedRuntime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** Turns through the durable engine in this process: sharding, actors, journal; accepted before they run. */
public final class EngineTurns implements Subject {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MILLIS_BETWEEN_LOOKS = 20;

    private final Server.Database database;
    private final EmbeddedRuntime engine;
    private final IntFunction<String> threads;
    private final Graph graph;
    private final EndedRuns ended;

    /** Turns of conversations. */
    public EngineTurns(Server.Database database, IntFunction<String> threads) {
        this(database, threads, Graphs.TURN);
    }

    /** Runs of any graph. */
    public EngineTurns(Server.Database database, IntFunction<String> threads, Graph graph) {
        this(database, threads, List.of(graph), ConfigFactory.empty());
    }

    /**
     * Runs of the first graph, in an engine that knows others too.
     *
     * @param settings what differs from the engine's own
     */
    public EngineTurns(Server.Database database, IntFunction<String> threads, List<Graph> graphs, Config settings) {
        this.database = database;
        this.engine = EmbeddedRuntime.onDatabase(settings.withFallback(database.config()), GraphCatalog.of(graphs));
        this.threads = threads;
        this.graph = graphs.getFirst();
        this.ended = new EndedRuns(database);
    }

    @Override
    public String name() {
        return "engine";
    }

    public EmbeddedRuntime engine() {
        return engine;
    }

    public Server.Database database() {
        return database;
    }

    @Override
    public void turn(int client) throws Exception {
        turn(threads.apply(client));
    }

    /** A turn of one thread; the state that it leaves, put together when somebody reads it. */
    public JsonValue turn(String thread) throws Exception {
        ThreadKey key = ThreadKey.of(thread);
        RunView run = start(key, graph, StreamMode.VALUES);
        RunResult result =
                engine.runs().join(key, run.id()).toCompletableFuture().get();
        if (result.status() != RunStatus.SUCCESS) {
            throw new IllegalStateException("a turn ended as " + result);
        }
        return result.values();
    }

    /** A turn whose messages are read as they come, and not those before them. */
    public void messagesOfTurn(String thread) throws Exception {
        ThreadKey key = ThreadKey.of(thread);
        RunView run = start(key, graph, StreamMode.UPDATES);
        OpenStream stream = OpenStream.of(engine.runs(), key, run.id());
        stream.ended().get();
        if (!stream.last().contains(Texts.ANSWER)) {
            throw new IllegalStateException("the stream of a turn ended with " + stream.last());
        }
    }

    /** A stream of a run that has been accepted. */
    public OpenStream stream(String thread, Graph of) throws Exception {
        ThreadKey key = ThreadKey.of(thread);
        RunView run = start(key, of, StreamMode.UPDATES);
        return OpenStream.of(engine.runs(), key, run.id());
    }

    private RunView start(ThreadKey key, Graph of, StreamMode mode) throws Exception {
        JsonValue input = JsonValue.encode(Map.of(Graphs.MESSAGES.name(), Texts.user()));
        return engine.runs()
                .start(key, RunRequest.of(of.id(), input).streaming(mode).creatingThread())
                .toCompletableFuture()
                .get();
    }

    /** Threads that are in memory now. */
    public long living() {
        var type = engine.runtime().entity(ThreadKey.of("any")).getTypeKey();
        CurrentShardRegionState state = AskPattern.ask(
                        ClusterSharding.get(engine.system()).shardState(),
                        (ActorRef<CurrentShardRegionState> reply) -> new GetShardRegionState(type, reply),
                        PATIENCE,
                        engine.system().scheduler())
                .toCompletableFuture()
                .join();
        return state.getShards().stream()
                .mapToLong(shard -> shard.getEntityIds().size())
                .sum();
    }

    /** Waits until no thread is in memory. */
    public void awaitNobody(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (living() > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d threads are still in memory after %s".formatted(living(), patience));
            }
            Heap.pause(MILLIS_BETWEEN_LOOKS);
        }
    }

    /** Waits for the index, so that what a turn costs there is counted too. */
    @Override
    public void settle() throws Exception {
        engine.runtime().indexed().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public Commits commits() {
        JournalStats.Counts counts =
                JournalStats.of(engine.system().classicSystem()).counts();
        return new Commits(counts.rows(), counts.commits());
    }

    @Override
    public long kept() throws SQLException {
        return ended.count();
    }

    @Override
    public void close() {
        engine.close();
    }
}
