package io.heddle.node;

import io.heddle.examples.Examples;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "example",
        description = {
            "Runs one of the example programs in this JVM, without a database, and shows what it prints.",
            "",
            "Each is explained beside its source: examples/src/main/java/io/heddle/examples/NAME."
        })
final class ExampleCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which; left out, all are listed.")
    private @Nullable String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Override
    public Integer call() {
        if (name == null) {
            PrintWriter out = command.commandLine().getOut();
            Examples.names().forEach(out::println);
            out.flush();
        } else if (Examples.names().contains(name)) {
            Examples.run(name);
        } else {
            throw new ParameterException(
                    command.commandLine(),
                    "there is no example %s; choose from: %s".formatted(name, String.join(", ", Examples.names())));
        }
        return ExitCode.FINE.number();
    }
}
