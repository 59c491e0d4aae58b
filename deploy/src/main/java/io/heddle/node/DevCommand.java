package io.heddle.node;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "dev",
        description = {
            "Runs a node on this machine, with a PostgreSQL of its own unless one is named.",
            "",
            "The data outlives the node: start it again on the same --data-dir, even after kill -9, and every thread is"
                    + " where it was. Tables are created and migrated without asking."
        })
final class DevCommand implements Callable<Integer> {
    @Mixin
    private final ServingOptions options = new ServingOptions();

    @Override
    public Integer call() {
        return NodeProcess.run(RunningNode.Mode.DEV, options.assemble()).number();
    }
}
