package io.heddle.node;

import io.heddle.bench.BenchCommand;
import io.heddle.cluster.EffectiveConfig;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The program {@code heddle}. Read {@link RunningNode#start} next. */
@Command(
        name = "heddle",
        description = "An actor-based clustered session engine for agent graphs.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = HeddleNode.VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DevCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            DoctorCommand.class,
            ExampleCommand.class,
            BenchCommand.class,
            VersionCommand.class
        })
public final class HeddleNode {
    private static final Map<String, String> EXIT_CODES = exitCodes();

    HeddleNode() {}

    public static void main(String[] arguments) {
        LogFormat.chosen(System.getenv()).apply();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine heddle = new CommandLine(new HeddleNode());
        describeExits(heddle);
        heddle.getSubcommands().values().forEach(HeddleNode::describeExits);
        return heddle.setExecutionExceptionHandler(HeddleNode::failed);
    }

    private static int failed(Exception thrown, CommandLine command, CommandLine.ParseResult ignored) {
        PrintWriter err = command.getErr();
        if (thrown instanceof StartRefusedException refused) {
            err.println("heddle: " + EffectiveConfig.masked(refused.explained()));
            err.flush();
            return ExitCode.REFUSED.number();
        }
        err.println("heddle: failed unexpectedly; this is a bug or a broken machine");
        thrown.printStackTrace(err);
        err.flush();
        return ExitCode.UNEXPECTED.number();
    }

    private static void describeExits(CommandLine command) {
        var usage = command.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(EXIT_CODES);
        usage.width(100);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            meanings.put(
                    " " + code.number(),
                    switch (code) {
                        case FINE -> "Done, or stopped in order (SIGTERM, Ctrl-C).";
                        case UNEXPECTED -> "A bug, or a machine that broke.";
                        case USAGE -> "The command line was not understood.";
                        case REFUSED -> "Refused; the message names cause, key and mend.";
                        case LOST -> "A running node lost its place in the cluster; start it again.";
                    });
        }
        return meanings;
    }

    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {Version.running().heddle()};
        }
    }
}
