package io.heddle.node;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the versions of Heddle, of the JDK and of Pekko.")
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() {
        Version version = Version.running();
        String text = "heddle %s  JDK %s  Pekko %s".formatted(version.heddle(), version.jdk(), version.pekko());
        output.print(command.commandLine().getOut(), text, version);
        return ExitCode.FINE.number();
    }
}
