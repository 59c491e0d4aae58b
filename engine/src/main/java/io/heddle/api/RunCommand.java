package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run shall do first instead of taking new input.
 *
 * @param resume answers to open questions; null without any
 * @param update a JSON object, channel name to written value; null writes nothing
 * @param goTo becomes due besides what is due; {@code __end__} drops what is due
 */
public record RunCommand(@Nullable Resume resume, @Nullable JsonValue update, List<Goto> goTo) {
    public RunCommand {
        goTo = List.copyOf(goTo);
    }

    public static RunCommand resume(Resume answers) {
        return new RunCommand(answers, null, List.of());
    }

    public static RunCommand update(JsonValue values) {
        return new RunCommand(null, values, List.of());
    }

    public static RunCommand goTo(String... nodes) {
        return new RunCommand(
                null,
                null,
                Arrays.stream(nodes).map(node -> new Goto(node, null)).toList());
    }

    public RunCommand updating(JsonValue values) {
        return new RunCommand(resume, values, goTo);
    }

    /** A node, and what it is sent; null for a node that reads the state. */
    public record Goto(String node, @Nullable JsonValue input) {}
}
