package io.heddle.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Starts the actor system of a node: configured, listening for other nodes, not yet a member of anything. */
public final class NodeSystem {
    /** The same on all nodes of a cluster; part of every address. */
    public static final String NAME = "heddle";

    /** So that a phase ends by its own deadline, with its own message, and not by Pekko's. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private NodeSystem() {}

    /**
     * @param config as {@link NodeConfig} made it
     * @throws InvalidSettingsException when the address for other nodes cannot be used
     */
    public static ActorSystem<Void> start(Config config, ClusterSettings settings) {
        try {
            return ActorSystem.create(
                    Behaviors.empty(), NAME, phases(settings.drain()).withFallback(config));
        } catch (RuntimeException e) {
            if (causedByAddress(e)) {
                throw new InvalidSettingsException(List.of(new SettingFault(
                        ClusterSettings.PATH + ".port",
                        settings.host() + ":" + settings.port(),
                        "an address of this machine with a free port",
                        "stop what listens there, or set HEDDLE_CLUSTER_HOST and HEDDLE_CLUSTER_PORT")));
            }
            throw e;
        }
    }

    /** The phases in the order in which they run; see {@link Drain}. */
    private static Config phases(ClusterSettings.DrainDeadlines drain) {
        return ConfigFactory.parseMap(
                        Map.of(
                                "before-service-unbind.timeout", plusMargin(drain.tasks()),
                                "service-unbind.timeout", plusMargin(drain.requests()),
                                "service-requests-done.timeout", plusMargin(drain.requests()),
                                "cluster-sharding-shutdown-region.timeout", plusMargin(drain.leave()),
                                "cluster-leave.timeout", plusMargin(drain.leave()),
                                "cluster-exiting.timeout", plusMargin(drain.leave()),
                                "before-actor-system-terminate.timeout", plusMargin(drain.leave())),
                        ClusterSettings.PATH + ".drain")
                .atPath("pekko.coordinated-shutdown.phases");
    }

    private static String plusMargin(Duration deadline) {
        return deadline.plus(MARGIN).toMillis() + "ms";
    }

    private static boolean causedByAddress(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            boolean address = t instanceof BindException
                    || t instanceof UnresolvedAddressException
                    || t.getClass().getSimpleName().equals("RemoteTransportException");
            if (address) {
                return true;
            }
        }
        return false;
    }
}
