package io.heddle.node;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "serve",
        description = {
            "Runs a node on a PostgreSQL that you look after.",
            "",
            "Needs --database-url, tables as \"heddle migrate\" makes them, and a server that keeps what it acknowledges"
                    + " (fsync on). Refuses to start otherwise, and says why."
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ServingOptions options = new ServingOptions();

    @Override
    public Integer call() {
        return NodeProcess.run(RunningNode.Mode.SERVE, options.assemble()).number();
    }
}
