package io.heddle.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.heddle.cluster.ClusterSettings;
import io.heddle.cluster.Drain;
import io.heddle.cluster.Formation;
import io.heddle.cluster.InvalidSettingsException;
import io.heddle.cluster.NodeSystem;
import io.heddle.cluster.Profile;
import io.heddle.cluster.Readiness;
import io.heddle.runtime.HeddleRuntime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * A node that serves. {@link #start} is the whole story, top to bottom: configuration, database, actor system, cluster,
 * engine, gateway, ready.
 *
 * @param database where it is, for people
 * @param whenEnded completes when the actor system has ended, for whatever reason
 */
record RunningNode(
        Version version,
        String postgres,
        String database,
        String cluster,
        LoadedGraphs graphs,
        Listener listener,
        CompletionStage<Done> whenEnded) {

    /** How much the node may do for its operator. */
    enum Mode {
        /** Brings its own database when none is named, and migrates. */
        DEV,
        /** Needs a database that was migrated and keeps what it acknowledges. */
        SERVE
    }

    /**
     * @param opened gets everything that is to be closed when the node stops, or when this start fails
     * @throws StartRefusedException for reasons that an operator can mend
     */
    static RunningNode start(Mode mode, Config config, Opened opened) {
        try {
            return startOrRise(mode, config, opened);
        } catch (InvalidSettingsException e) {
            throw StartRefusedException.of(e);
        } catch (ConfigException e) {
            throw StartRefusedException.of(e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof InvalidSettingsException invalid) {
                throw StartRefusedException.of(invalid);
            }
            throw e;
        }
    }

    private static RunningNode startOrRise(Mode mode, Config config, Opened opened) {
        NodeSettings node = NodeSettings.from(config);
        ClusterSettings cluster = alone(ClusterSettings.from(config));
        Duration drainDeadline = Listener.settings(config).drainDeadline();
        Optional<ReadyFile> readyFile = node.readyFile().map(ReadyFile::expect);

        CompletableFuture<LoadedGraphs> loading = aside(() -> LoadedGraphs.from(node.graphs()));
        NodeDatabase database = database(mode, config, node, opened);
        LoadedGraphs graphs = finished(loading);
        CompletableFuture<Void> prepared = prepared(mode, database);
        DatabaseProbe probe = opened.add(new DatabaseProbe(database.settings()));

        ActorSystem<Void> system = NodeSystem.start(database.config(), cluster);
        Drain drain = new Drain(system, cluster.drain());
        opened.add(() -> drain.run().toCompletableFuture().get(longest(cluster, drainDeadline), TimeUnit.MILLISECONDS));
        Formation.join(system, cluster).toCompletableFuture().join();

        finished(prepared);
        HeddleRuntime engine = engine(system, graphs);
        drain.gate(engine::drain);
        drain.engine(() -> released(engine));

        Listener listener = Listener.open(system, engine, database.config(), probe::failure);
        drain.gateway(listener.gateway()::drain);

        awaitReady(new Readiness(system, probe::failure), node.startDeadline());
        readyFile.map(opened::add).ifPresent(file -> file.announce(listener.url()));
        return new RunningNode(
                Version.running(),
                probe.serverVersion(),
                database.description(),
                cluster.profile().name(),
                graphs,
                listener,
                system.getWhenTerminated());
    }

    /** Nodes find each other, but a thread cannot be reached from another node yet: better no cluster than a deaf one. */
    private static ClusterSettings alone(ClusterSettings cluster) {
        if (cluster.profile() instanceof Profile.Seeds seeds && seeds.seeds().size() > 1) {
            throw new StartRefusedException(
                    "found %d seeds, and this version cannot reach threads across nodes"
                            .formatted(seeds.seeds().size()),
                    "heddle.cluster.seeds",
                    "run one node, with the profile single");
        }
        return cluster;
    }

    private static NodeDatabase database(Mode mode, Config config, NodeSettings node, Opened opened) {
        return mode == Mode.SERVE || NodeDatabase.isGiven(config)
                ? NodeDatabase.given(config)
                : NodeDatabase.embedded(config, node, opened);
    }

    /**
     * Whether the database will do, and its tables. Somebody else's is looked at before anything is started; one of our own
     * has just answered, and is looked at while the actor system starts.
     */
    private static CompletableFuture<Void> prepared(Mode mode, NodeDatabase database) {
        CompletableFuture<Void> prepared = aside(() -> {
            switch (mode) {
                case DEV -> {
                    database.checkForDevelopment();
                    database.migrate();
                }
                case SERVE -> database.checkForServing();
            }
            return null;
        });
        if (!database.embedded()) {
            finished(prepared);
        }
        return prepared;
    }

    /** Does a part of the start that needs none of the others beside them. */
    private static <T extends @Nullable Object> CompletableFuture<T> aside(Supplier<T> part) {
        return CompletableFuture.supplyAsync(
                part, task -> Thread.ofPlatform().name("heddle-start").daemon().start(task));
    }

    private static <T extends @Nullable Object> T finished(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartRefusedException refused ? refused : e;
        }
    }

    private static HeddleRuntime engine(ActorSystem<?> system, LoadedGraphs graphs) {
        try {
            return HeddleRuntime.start(system, graphs.catalog());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(String.valueOf(e.getMessage()), "heddle.engine", "correct this key");
        }
    }

    private static CompletionStage<Done> released(HeddleRuntime engine) {
        return CompletableFuture.supplyAsync(
                () -> {
                    engine.close();
                    return Done.getInstance();
                },
                task -> Thread.ofPlatform().name("heddle-release").start(task));
    }

    /** All parts have started by now; what may be late is what another node has to say to it. */
    private static void awaitReady(Readiness readiness, Duration deadline) {
        Instant latest = Instant.now().plus(deadline);
        List<String> missing = readiness.missing();
        while (!missing.isEmpty()) {
            if (Instant.now().isAfter(latest)) {
                throw new StartRefusedException(
                        "not ready after %d s: %s".formatted(deadline.toSeconds(), String.join("; ", missing)),
                        NodeSettings.PATH + ".start-deadline",
                        "mend what is named, or allow more time");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Opened.StoppedException();
            }
            missing = readiness.missing();
        }
    }

    /** A stop that outlasts all its phases is cut off. */
    private static long longest(ClusterSettings cluster, Duration requests) {
        ClusterSettings.DrainDeadlines drain = cluster.drain();
        return drain.tasks()
                .plus(requests)
                .plus(drain.leave().multipliedBy(4))
                .plusSeconds(10)
                .toMillis();
    }

    URI url() {
        return listener.url();
    }
}
