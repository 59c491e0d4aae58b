package io.heddle.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;

/** A whole configuration from a few lines on top of what ships. */
final class SettingsOf {
    private SettingsOf() {}

    static Config config(String... lines) {
        return NodeConfig.assemble(ConfigFactory.parseString(String.join("\n", lines)), Optional.empty(), List.of());
    }

    static ClusterSettings settings(String... lines) {
        return ClusterSettings.from(config(lines));
    }
}
