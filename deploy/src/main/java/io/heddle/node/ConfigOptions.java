package io.heddle.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.heddle.cluster.InvalidSettingsException;
import io.heddle.cluster.NodeConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that needs to know where the data is. Their variables are read by the configuration itself. */
final class ConfigOptions {
    private static final List<String> RESOURCES = List.of("heddle-node.conf", "heddle-persistence.conf");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = {
                "A PostgreSQL, 14 or newer, as postgres://user:password@host/name",
                "or jdbc:postgresql://host/name.",
                "Variable: HEDDLE_DATABASE_URL (better for a password)."
            })
    private @Nullable String databaseUrl;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = {"Folder of the embedded PostgreSQL. Default: .heddle.", "Variable: HEDDLE_DATA_DIR."})
    private @Nullable Path dataDirectory;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = {"More settings, as HOCON or JSON.", "Variable: HEDDLE_CONFIG."},
            defaultValue = "${env:HEDDLE_CONFIG}")
    private @Nullable Path file;

    /** The whole configuration of a node, with these options on top. */
    Config assemble(Config more) {
        Config options = with(
                with(more, "heddle.database.url", databaseUrl, "--database-url"),
                "heddle.node.data-dir",
                dataDirectory,
                "--data-dir");
        try {
            return NodeConfig.assemble(options, Optional.ofNullable(file), RESOURCES);
        } catch (InvalidSettingsException e) {
            throw StartRefusedException.of(e);
        }
    }

    Config assemble() {
        return assemble(ConfigFactory.empty());
    }

    static Config with(Config config, String key, @Nullable Object value, String option) {
        Object plain = value instanceof Path path ? path.toString() : value;
        return plain == null ? config : config.withValue(key, ConfigValueFactory.fromAnyRef(plain, option));
    }
}
