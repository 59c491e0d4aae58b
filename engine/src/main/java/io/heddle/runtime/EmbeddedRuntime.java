package io.heddle.runtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.heddle.api.Assistants;
import io.heddle.api.Crons;
import io.heddle.api.Engine;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.Runs;
import io.heddle.api.Store;
import io.heddle.api.ThreadKey;
import io.heddle.api.Threads;
import io.heddle.graph.GraphCatalog;
import io.heddle.jdbc.DatabaseSettings;
import io.heddle.jdbc.DevPostgres;
import io.heddle.jdbc.Migrations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.jspecify.annotations.Nullable;

/**
 * A Heddle of one node inside somebody's own JVM: an actor system that talks to nobody, an engine, and, if asked for, a real
 * PostgreSQL of its own. Closing it closes all three. Thread-safe.
 */
public final class EmbeddedRuntime implements Engine {
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(20);

    /** Each waits for an answer as long as an ask does. */
    private static final int START_TRIES = 12;

    private final ActorSystem<Void> system;
    private final HeddleRuntime runtime;
    private final @Nullable DevPostgres postgres;

    private EmbeddedRuntime(Config database, GraphCatalog graphs, @Nullable DevPostgres postgres) {
        Config config = ConfigFactory.systemProperties()
                .withFallback(database)
                .withFallback(ConfigFactory.parseResources("heddle-embedded.conf"))
                .withFallback(ConfigFactory.parseResources("heddle-persistence.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
        new Migrations(DatabaseSettings.from(config)).migrate();
        this.postgres = postgres;
        this.system = ActorSystem.create(Behaviors.empty(), "heddle", config);
        Cluster cluster = Cluster.get(system);
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        this.runtime = HeddleRuntime.start(system, graphs);
        awaitReachable();
    }

    /** The first shard needs its coordinator; whoever opened this must not have to know. */
    private void awaitReachable() {
        ThreadKey nobody = ThreadKey.of("heddle.start");
        for (int tries = 0; tries < START_TRIES; tries++) {
            Throwable refusal = runtime.threads()
                    .get(nobody)
                    .handle((thread, thrown) ->
                            thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown)
                    .toCompletableFuture()
                    .join();
            if (!(refusal instanceof ProblemException known) || !(known.problem() instanceof Problem.Unavailable)) {
                return;
            }
        }
        throw new IllegalStateException(
                "no thread could be reached within a minute; is the database there, and the machine not stalled?");
    }

    /** On any PostgreSQL of version 14 or newer; its schema is brought up to date. */
    public static EmbeddedRuntime onDatabase(String url, GraphCatalog graphs) {
        return new EmbeddedRuntime(ConfigFactory.parseMap(Map.of("heddle.database.url", url)), graphs, null);
    }

    /** On a database that {@code database} configures, with keys below {@code heddle.database}. */
    public static EmbeddedRuntime onDatabase(Config database, GraphCatalog graphs) {
        return new EmbeddedRuntime(database, graphs, null);
    }

    /** On a real PostgreSQL that is started under {@code directory}, and found again there the next time. */
    public static EmbeddedRuntime inDirectory(Path directory, GraphCatalog graphs) {
        DevPostgres postgres = DevPostgres.start(DevPostgres.Settings.under(directory));
        try {
            return new EmbeddedRuntime(postgres.overlay(), graphs, postgres);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    @Override
    public Threads threads() {
        return runtime.threads();
    }

    @Override
    public Runs runs() {
        return runtime.runs();
    }

    @Override
    public Assistants assistants() {
        return runtime.assistants();
    }

    @Override
    public Store store() {
        return runtime.store();
    }

    @Override
    public Crons crons() {
        return runtime.crons();
    }

    /** The engine itself, with its door for actor code. */
    public HeddleRuntime runtime() {
        return runtime;
    }

    /** The actor system, for actor code. */
    public ActorSystem<Void> system() {
        return system;
    }

    /** Lets tasks in flight finish for a while, then stops everything. */
    @Override
    public void close() {
        runtime.drain(DRAIN).toCompletableFuture().join();
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(STOP.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        runtime.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
