package io.heddle.node;

import com.typesafe.config.Config;
import io.heddle.jdbc.Migrations;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "migrate",
        description = {
            "Brings the tables up to this build, and prints what it did.",
            "",
            "Safe to repeat, and safe to run from several machines: they wait for one another. Without --database-url it"
                    + " works on the embedded PostgreSQL of --data-dir."
        })
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() {
        Config config = options.assemble();
        try (Opened opened = new Opened()) {
            NodeDatabase database = NodeDatabase.isGiven(config)
                    ? NodeDatabase.given(config)
                    : NodeDatabase.embedded(config, NodeSettings.from(config), opened);
            database.checkForDevelopment();
            int files = database.migrate();
            String version =
                    new Migrations(database.settings()).validate().current().orElse("none");
            Map<String, Object> done = new LinkedHashMap<>();
            done.put("database", database.description());
            done.put("migrated", files);
            done.put("schema", version);
            String text = files == 0
                    ? "nothing to do: the schema is at version " + version
                    : "ran %d migrations: the schema is at version %s".formatted(files, version);
            output.print(command.commandLine().getOut(), text, done);
            return ExitCode.FINE.number();
        }
    }
}
