package io.heddle.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that serve. */
final class ServingOptions {
    @Mixin
    private final ConfigOptions shared = new ConfigOptions();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = {
                "Port of the API. Default: 2024; 0 is any free one.",
                "If it is taken, the next free one is used.",
                "Variable: HEDDLE_PORT."
            })
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = {
                "Address of the API. Default: 127.0.0.1, this machine only;",
                "there is no login, so think before you say 0.0.0.0.",
                "Variable: HEDDLE_HOST."
            })
    private @Nullable String host;

    @Option(
            names = "--graphs",
            paramLabel = "PATH",
            description = {
                "A jar with graphs, or a folder of such jars. Default: the examples.",
                "A jar names its GraphProvider class in",
                "META-INF/services/io.heddle.graph.GraphProvider.",
                "Variable: HEDDLE_GRAPHS."
            })
    private @Nullable Path graphs;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = {
                "Gets the URL once the node serves, and is removed when it stops.",
                "Variable: HEDDLE_READY_FILE."
            })
    private @Nullable Path readyFile;

    Config assemble() {
        Config options = ConfigOptions.with(ConfigFactory.empty(), "heddle.http.port", port, "--port");
        options = ConfigOptions.with(options, "heddle.http.host", host, "--host");
        options = ConfigOptions.with(options, "heddle.node.graphs", graphs, "--graphs");
        options = ConfigOptions.with(options, "heddle.node.ready-file", readyFile, "--ready-file");
        return shared.assemble(options);
    }
}
