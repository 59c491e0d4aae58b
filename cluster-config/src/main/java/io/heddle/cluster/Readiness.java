package io.heddle.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Whether this node should get requests (ready) and whether it should be left running (live). A node that is not ready may
 * become so by waiting; one that is not live will not, and is best restarted. Thread-safe; asking may block on the database.
 */
public final class Readiness {
    private final ActorSystem<?> system;
    private final Supplier<Optional<String>> databaseFailure;

    /** @param databaseFailure why the database cannot be used now; empty if it can */
    public Readiness(ActorSystem<?> system, Supplier<Optional<String>> databaseFailure) {
        this.system = system;
        this.databaseFailure = databaseFailure;
    }

    /** What keeps this node from serving; empty when it is ready. */
    public List<String> missing() {
        if (!live()) {
            return List.of("the actor system has ended");
        }
        List<String> missing = new ArrayList<>();
        MemberStatus status = Cluster.get(system).selfMember().status();
        if (!status.equals(MemberStatus.up())) {
            missing.add("this node is no member of the cluster: " + status);
        }
        if (ClusterSharding.get(system.classicSystem()).getShardTypeNames().isEmpty()) {
            missing.add("no shard region has started");
        }
        databaseFailure.get().ifPresent(missing::add);
        return missing;
    }

    public boolean ready() {
        return missing().isEmpty();
    }

    /** Stays true while the database is away: restarting this node would not bring it back. */
    public boolean live() {
        return !system.whenTerminated().isCompleted();
    }
}
