package io.heddle.cluster;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns {@code heddle.cluster.profile} and {@code .seeds} into a {@link Profile}. */
final class ProfileReader {
    private static final Set<String> NOT_YET = Set.of("dns", "kubernetes");
    private static final String KNOWN = "single or seeds";

    private ProfileReader() {}

    /** The profile's name, checked before its file is looked for. */
    static String nameIn(Config whole) {
        SettingsReader cluster = new SettingsReader(whole, ClusterSettings.PATH);
        String name = cluster.word("profile", KNOWN);
        if (NOT_YET.contains(name)) {
            cluster.fault("profile", name, KNOWN, "this version does not have it; list the nodes and use seeds");
        } else if (!name.equals("single") && !name.equals("seeds")) {
            cluster.fault("profile", name, KNOWN, "choose one of them");
        }
        return cluster.orThrow(name);
    }

    static Profile read(SettingsReader cluster, String name) {
        List<String> seeds = cluster.words("seeds");
        if (name.equals("single")) {
            if (!seeds.isEmpty()) {
                cluster.fault(
                        "seeds",
                        String.join(", ", seeds),
                        "none with the profile single",
                        "set heddle.cluster.profile (HEDDLE_CLUSTER_PROFILE) to seeds, or remove the seeds");
            }
            return new Profile.Single();
        }
        if (seeds.isEmpty()) {
            cluster.fault(
                    "seeds",
                    "none",
                    "at least one host:port with the profile seeds",
                    "list the nodes, first the one that may found the cluster (HEDDLE_CLUSTER_SEEDS=host:port,host:port)");
        }
        return new Profile.Seeds(
                seeds.stream().flatMap(text -> seed(cluster, text).stream()).toList());
    }

    private static Optional<Profile.Seed> seed(SettingsReader cluster, String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String port = colon < 0 ? "" : text.substring(colon + 1);
        if (host.isBlank() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535 || port.matches("0+")) {
            cluster.fault("seeds", text, "host:port with a port from 1 to 65535", "correct this entry");
            return Optional.empty();
        }
        return Optional.of(new Profile.Seed(host, Integer.parseInt(port)));
    }
}
