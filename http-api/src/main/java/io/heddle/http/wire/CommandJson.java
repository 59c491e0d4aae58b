package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code command} of a run, and the breakpoints it is given: section 8 of the protocol. */
final class CommandJson {
    private CommandJson() {}

    /** Null if the command orders nothing. */
    static @Nullable RunCommand read(Fields body) {
        Fields command = body.inner("command");
        if (command == null) {
            return null;
        }
        JsonNode resume = command.any("resume");
        RunCommand read = new RunCommand(
                resume.isNull() ? null : Resume.of(JsonValue.of(resume)), update(command), goTo(command));
        boolean empty =
                read.resume() == null && read.update() == null && read.goTo().isEmpty();
        return empty ? null : read;
    }

    /** The nodes at which a run pauses: {@code *} for all, or a list of names. */
    static List<String> breakpoints(Fields body, String name) {
        JsonNode found = body.any(name);
        if (found.isTextual()) {
            return List.of(found.textValue());
        }
        List<String> nodes = body.texts(name);
        return nodes == null ? List.of() : nodes;
    }

    /** An object of channels, or a list of pairs of a channel and what is written to it. */
    private static @Nullable JsonValue update(Fields command) {
        JsonNode found = command.any("update");
        if (found.isNull() || found.isObject()) {
            return found.isEmpty() ? null : JsonValue.of(found);
        }
        ObjectNode channels = JsonNodeFactory.instance.objectNode();
        for (JsonNode pair : found) {
            boolean isPair = pair.isArray() && pair.size() == 2 && pair.get(0).isTextual();
            if (!isPair || channels.has(pair.get(0).textValue())) {
                throw command.refuse("update", pair, "pairs [channel, value], each channel once");
            }
            channels.set(pair.get(0).textValue(), pair.get(1));
        }
        if (!found.isArray()) {
            throw command.refuse("update", found, "a JSON object of channels, or a list of pairs [channel, value]");
        }
        return channels.isEmpty() ? null : JsonValue.of(channels);
    }

    private static List<RunCommand.Goto> goTo(Fields command) {
        JsonNode found = command.any("goto");
        List<RunCommand.Goto> targets = new ArrayList<>();
        if (found.isArray()) {
            for (int i = 0; i < found.size(); i++) {
                targets.add(target(command.path("goto") + "[" + i + "]", found.get(i)));
            }
        } else if (!found.isNull()) {
            targets.add(target(command.path("goto"), found));
        }
        return targets;
    }

    /** A node's name, or {@code {"node", "input"}}; LangGraph's own form of a send calls the input {@code args}. */
    private static RunCommand.Goto target(String path, JsonNode found) {
        if (found.isTextual()) {
            return new RunCommand.Goto(found.textValue(), null);
        }
        if (!found.path("node").isTextual()) {
            throw new ProblemException(new Problem.InvalidRequest(
                    path, Fields.describe(found), "a node's name, or {\"node\": …, \"input\": …}"));
        }
        JsonNode input = found.has("input") ? found.get("input") : found.get("args");
        return new RunCommand.Goto(found.get("node").textValue(), input == null ? null : JsonValue.of(input));
    }
}
