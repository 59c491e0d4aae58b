package io.heddle.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Puts the layers of a node's configuration on top of one another. From the top: options of the command line, {@code -D}
 * system properties, the operator's file, the profile, the given resources, {@code heddle-cluster.conf}, and every
 * {@code reference.conf}. Environment variables take part where a file names them, as {@code ${?HEDDLE_...}}.
 */
public final class NodeConfig {
    private static final ConfigParseOptions REQUIRED =
            ConfigParseOptions.defaults().setAllowMissing(false);

    private NodeConfig() {}

    /**
     * @param options what the command line said
     * @param file the operator's own
     * @param resources names on the class path, the stronger first
     * @throws InvalidSettingsException when a file cannot be read or the profile is unknown
     */
    public static Config assemble(Config options, Optional<Path> file, List<String> resources) {
        Config above = options.withFallback(ConfigFactory.systemProperties())
                .withFallback(file.map(NodeConfig::parse).orElseGet(ConfigFactory::empty));
        Config below = ConfigFactory.empty();
        for (String resource : resources) {
            below = below.withFallback(ConfigFactory.parseResources(resource, REQUIRED));
        }
        below = below.withFallback(ConfigFactory.parseResources("heddle-cluster.conf", REQUIRED));
        Config heddle = above.withFallback(below);
        String profile = ProfileReader.nameIn(resolved(heddle.withOnlyPath(ClusterSettings.PATH + ".profile")));
        return resolved(above.withFallback(ConfigFactory.parseResources("profiles/" + profile + ".conf", REQUIRED))
                .withFallback(below)
                .withFallback(ConfigFactory.defaultReferenceUnresolved()));
    }

    private static Config parse(Path file) {
        try {
            return ConfigFactory.parseFile(new File(file.toString()), REQUIRED);
        } catch (ConfigException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static Config resolved(Config layered) {
        try {
            return layered.resolve();
        } catch (ConfigException e) {
            throw unreadable(
                    e.origin() == null ? "the configuration" : e.origin().description(), e);
        }
    }

    private static InvalidSettingsException unreadable(String where, ConfigException e) {
        String said = String.valueOf(e.getMessage());
        return new InvalidSettingsException(
                List.of(new SettingFault(where, said, "readable HOCON", "correct that line")));
    }
}
