package io.heddle.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.junit.jupiter.api.Test;

class SingleNodeTest {
    private static final EntityTypeKey<String> NOBODY = EntityTypeKey.create(String.class, "nobody");

    @Test
    void becomes_ready_step_by_step_and_leaves_in_order() throws Exception {
        Config config = SettingsOf.config();
        ClusterSettings settings = ClusterSettings.from(config);
        ActorSystem<Void> system = NodeSystem.start(config, settings);
        List<Optional<String>> database = new ArrayList<>(List.of(Optional.of("the database is away")));
        Readiness readiness = new Readiness(system, database::getFirst);
        assertThat(readiness.missing()).hasSize(3);

        Formation.join(system, settings).toCompletableFuture().get(20, TimeUnit.SECONDS);
        // The word that it is up may be a moment ahead of the view that readiness reads.
        await().untilAsserted(() ->
                assertThat(readiness.missing()).containsExactly("no shard region has started", "the database is away"));

        Behavior<String> silent = Behaviors.ignore();
        ClusterSharding.get(system).init(Entity.of(NOBODY, context -> silent));
        database.set(0, Optional.empty());
        assertThat(readiness.ready()).isTrue();

        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Drain drain = new Drain(system, settings.drain());
        drain.engine(() -> noted(order, "engine"));
        drain.gateway(() -> noted(order, "gateway"));
        drain.gate(deadline -> noted(order, "gate " + deadline));
        drain.run().toCompletableFuture().get(20, TimeUnit.SECONDS);
        system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(order).containsExactly("gate PT10S", "gateway", "engine");
        assertThat(readiness.live()).isFalse();
        assertThat(readiness.ready()).isFalse();
    }

    @Test
    void a_port_that_is_taken_is_a_named_fault() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Config config = SettingsOf.config("heddle.cluster.port=" + taken.getLocalPort());

            assertThatThrownBy(() -> NodeSystem.start(config, ClusterSettings.from(config)))
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("heddle.cluster.port: found 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void a_node_whose_seeds_are_silent_gives_up_loudly() throws Exception {
        Config config = SettingsOf.config(
                "heddle.cluster.profile=seeds",
                "heddle.cluster.port=" + freePort(),
                "heddle.cluster.seeds=\"127.0.0.1:" + freePort() + "\"",
                "heddle.cluster.formation-deadline=1s");
        ClusterSettings settings = ClusterSettings.from(config);
        ActorSystem<Void> system = NodeSystem.start(config, settings);
        try {
            assertThatThrownBy(() -> Formation.join(system, settings)
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(InvalidSettingsException.class)
                    .hasMessageContaining("none of which let us in within 1 s");
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static CompletionStage<Done> noted(List<String> order, String what) {
        order.add(what);
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
