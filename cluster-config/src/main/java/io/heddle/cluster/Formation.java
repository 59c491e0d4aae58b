package io.heddle.cluster;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a started system a member of its cluster, and tells in the log who comes and goes from then on. */
public final class Formation {
    private static final Logger LOG = LoggerFactory.getLogger(Formation.class);

    private Formation() {}

    /**
     * Completes when this node is a member.
     *
     * @return fails with an {@link InvalidSettingsException} when {@code formation-deadline} passes first
     */
    public static CompletionStage<Void> join(ActorSystem<?> system, ClusterSettings settings) {
        Cluster cluster = Cluster.get(system);
        CompletableFuture<Void> up = new CompletableFuture<>();
        system.systemActorOf(whenUp(cluster, up), "heddle-formation", Props.empty());
        system.systemActorOf(membership(cluster), "heddle-membership", Props.empty());
        switch (settings.profile()) {
            case Profile.Single single ->
                cluster.manager().tell(new Join(cluster.selfMember().address()));
            case Profile.Seeds seeds -> cluster.manager().tell(new JoinSeedNodes(addresses(system, seeds)));
        }
        Duration deadline = settings.formationDeadline();
        return up.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).exceptionallyCompose(thrown -> {
            boolean late = thrown instanceof TimeoutException;
            return CompletableFuture.failedStage(late ? alone(settings) : thrown);
        });
    }

    private static List<Address> addresses(ActorSystem<?> system, Profile.Seeds seeds) {
        return seeds.seeds().stream()
                .map(seed -> new Address("pekko", system.name(), seed.host(), seed.port()))
                .toList();
    }

    private static Behavior<SelfUp> whenUp(Cluster cluster, CompletableFuture<Void> up) {
        return Behaviors.setup(context -> {
            cluster.subscriptions().tell(new Subscribe<>(context.getSelf(), SelfUp.class));
            return Behaviors.receive(SelfUp.class)
                    .onMessage(SelfUp.class, self -> {
                        up.complete(null);
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    private static Behavior<ClusterEvent.ClusterDomainEvent> membership(Cluster cluster) {
        return Behaviors.setup(context -> {
            cluster.subscriptions().tell(new Subscribe<>(context.getSelf(), ClusterEvent.ClusterDomainEvent.class));
            return Behaviors.receive(ClusterEvent.ClusterDomainEvent.class)
                    .onMessage(ClusterEvent.MemberUp.class, up -> told("cluster node up node={}", up))
                    .onMessage(ClusterEvent.MemberExited.class, left -> told("cluster node leaving node={}", left))
                    .onMessage(ClusterEvent.MemberDowned.class, down -> told("cluster node downed node={}", down))
                    .onMessage(ClusterEvent.MemberRemoved.class, gone -> told("cluster node removed node={}", gone))
                    .onMessage(ClusterEvent.UnreachableMember.class, lost -> {
                        LOG.warn(
                                "cluster node unreachable node={}",
                                lost.member().address());
                        return Behaviors.same();
                    })
                    .onMessage(ClusterEvent.ReachableMember.class, back -> {
                        LOG.info(
                                "cluster node reachable again node={}",
                                back.member().address());
                        return Behaviors.same();
                    })
                    .onAnyMessage(other -> Behaviors.same())
                    .build();
        });
    }

    private static Behavior<ClusterEvent.ClusterDomainEvent> told(String phrase, ClusterEvent.MemberEvent event) {
        LOG.info(phrase, event.member().address());
        return Behaviors.same();
    }

    private static InvalidSettingsException alone(ClusterSettings settings) {
        long seconds = settings.formationDeadline().toSeconds();
        SettingFault fault = switch (settings.profile()) {
            case Profile.Single single ->
                new SettingFault(
                        ClusterSettings.PATH + ".host",
                        settings.host(),
                        "a node that can reach itself within " + seconds + " s",
                        "use an address of this machine (HEDDLE_CLUSTER_HOST)");
            case Profile.Seeds seeds ->
                new SettingFault(
                        ClusterSettings.PATH + ".seeds",
                        seeds.seeds().stream().map(Profile.Seed::toString).collect(joining(", "))
                                + ", none of which let us in within " + seconds + " s",
                        "a seed that answers",
                        "start the first seed, check addresses and firewalls, or raise formation-deadline");
        };
        return new InvalidSettingsException(List.of(fault));
    }
}
