package io.heddle.cluster;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The {@code heddle.cluster} block, read once and checked. {@code heddle-cluster.conf} says what each key is for.
 *
 * @param host where others reach this node
 * @param port 0 lets the operating system choose
 */
public record ClusterSettings(
        Profile profile, String host, int port, Duration formationDeadline, DrainDeadlines drain) {
    /** Where these keys live in the configuration of a node. */
    public static final String PATH = "heddle.cluster";

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration HOUR = Duration.ofHours(1);

    /** The longest each phase of an orderly stop may take. */
    public record DrainDeadlines(Duration tasks, Duration requests, Duration leave) {}

    /** @throws InvalidSettingsException with every fault found */
    public static ClusterSettings from(Config whole) {
        String name = ProfileReader.nameIn(whole);
        SettingsReader cluster = new SettingsReader(whole, PATH);
        Profile profile = ProfileReader.read(cluster, name);
        // Seeds are found by their port, so it cannot be left to chance.
        int port = cluster.integer("port", profile instanceof Profile.Seeds ? 1 : 0, 65_535);
        return cluster.orThrow(new ClusterSettings(
                profile,
                cluster.word("host", "a host name or address that other nodes can reach"),
                port,
                cluster.duration("formation-deadline", Duration.ofSeconds(1), HOUR),
                new DrainDeadlines(
                        cluster.duration("drain.tasks", Duration.ZERO, HOUR),
                        cluster.duration("drain.requests", SHORTEST, HOUR),
                        cluster.duration("drain.leave", SHORTEST, HOUR))));
    }
}
