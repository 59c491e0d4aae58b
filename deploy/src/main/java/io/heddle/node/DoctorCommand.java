package io.heddle.node;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.Config;
import io.heddle.cluster.EffectiveConfig;
import io.heddle.jdbc.DatabaseCheck.Finding;
import io.heddle.jdbc.DatabaseCheck.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        description = {
            "Looks at everything a node needs and says what is wrong with it, without changing anything.",
            "",
            "Exits with 3 if a node would refuse to start. Nothing in its output is secret: paste it into a report."
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final ServingOptions options = new ServingOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(names = "--settings", description = "Also prints every setting in force and where it comes from.")
    private boolean settings;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() {
        Config config = options.assemble();
        List<Finding> findings = new Examination(config).findings();
        List<EffectiveConfig.Setting> inForce = settings ? EffectiveConfig.below(config, "heddle") : List.of();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("version", Version.running());
        data.put("findings", findings);
        if (settings) {
            data.put("settings", inForce);
        }
        output.print(command.commandLine().getOut(), text(findings, inForce), data);
        boolean refused = findings.stream().anyMatch(finding -> finding.level() == Level.REFUSAL);
        return (refused ? ExitCode.REFUSED : ExitCode.FINE).number();
    }

    private static String text(List<Finding> findings, List<EffectiveConfig.Setting> settings) {
        String found = findings.isEmpty()
                ? "nothing to mend"
                : findings.stream().map(StartRefusedException::explained).collect(joining("\n"));
        if (settings.isEmpty()) {
            return found;
        }
        return settings.stream()
                .map(setting -> "  %s = %s  (%s)".formatted(setting.key(), setting.value(), setting.origin()))
                .collect(joining("\n", found + "\n\nsettings in force\n", ""));
    }
}
