package io.heddle.node;

import com.typesafe.config.Config;
import io.heddle.cluster.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The {@code heddle.node} block, read once. {@code heddle-node.conf} says what each key is for. */
record NodeSettings(
        Path dataDirectory,
        Path postgresPrograms,
        Optional<Path> graphs,
        Optional<Path> readyFile,
        Duration startDeadline) {
    static final String PATH = "heddle.node";

    static NodeSettings from(Config whole) {
        SettingsReader node = new SettingsReader(whole, PATH);
        Path data = Path.of(node.word("data-dir", "a folder"));
        return node.orThrow(new NodeSettings(
                data,
                node.optional("postgres-programs").map(Path::of).orElseGet(() -> data.resolve("programs")),
                node.optional("graphs").map(Path::of),
                node.optional("ready-file").map(Path::of),
                node.duration("start-deadline", Duration.ofSeconds(1), Duration.ofHours(1))));
    }
}
