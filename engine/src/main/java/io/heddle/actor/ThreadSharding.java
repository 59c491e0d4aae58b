package io.heddle.actor;

import io.heddle.api.ThreadKey;
import io.heddle.host.Hosting;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Spreads thread actors over the cluster, one for each key. Thread-safe. */
public final class ThreadSharding {
    private static final EntityTypeKey<ThreadMessage> TYPE =
            EntityTypeKey.create(ThreadMessage.class, ThreadActor.KIND);

    private final ClusterSharding sharding;

    private ThreadSharding(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    /**
     * Starts this node's share.
     *
     * @param idleAfter how long a thread that nobody needs stays in memory
     */
    public static ThreadSharding start(ActorSystem<?> system, Hosting hosting, Duration idleAfter) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(
                        TYPE,
                        entity -> ThreadActor.create(
                                ThreadKey.parse(entity.getEntityId()), hosting, idleAfter, entity.getShard()))
                .withStopMessage(new ThreadMessage.Stop()));
        return new ThreadSharding(sharding);
    }

    /** The door to a thread for actor code, wherever the thread lives. */
    public EntityRef<ThreadMessage> entity(ThreadKey key) {
        return sharding.entityRefFor(TYPE, key.toString());
    }
}
