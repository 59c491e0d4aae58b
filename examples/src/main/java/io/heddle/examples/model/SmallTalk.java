package io.heddle.examples.model;

import io.heddle.api.Message;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Repeats what it remembers, and asks for a tool when it is offered one that would help. */
final class SmallTalk {
    private static final Pattern ARITHMETIC = Pattern.compile("[-(]*\\d[\\d.]*(\\s*[-+*/]\\s*[-(]*\\d[\\d.]*\\)*)+");
    private static final Pattern NOTE = Pattern.compile("(?i)^(?:please )?(?:note|remember)\\b(?: that)?:? +(.+)");
    private static final Pattern NOTES = Pattern.compile("(?i)\\bnotes\\b");

    private SmallTalk() {}

    static Message answer(List<Message> conversation, List<ToolSpec> tools) {
        if (!conversation.isEmpty() && conversation.getLast().type().equals("tool")) {
            Message result = conversation.getLast();
            String tool = result.json().node().path("name").asText();
            return Message.ai("%s says: %s".formatted(tool, result.text()));
        }
        List<String> said = conversation.stream()
                .filter(message -> message.type().equals("human"))
                .map(Message::text)
                .toList();
        if (said.isEmpty()) {
            return Message.ai("Nobody has said anything yet.");
        }
        return toolFor(said.getLast(), conversation.size(), tools)
                .map(call -> Message.ai("", List.of(call)))
                .orElseGet(() -> Message.ai(remembered(said)));
    }

    private static String remembered(List<String> said) {
        return said.size() == 1
                ? "You said: %s; that makes 1 message from you".formatted(said.getFirst())
                : "You said: %s; that makes %d messages from you, the first was: %s"
                        .formatted(said.getLast(), said.size(), said.getFirst());
    }

    private static Optional<Message.ToolCall> toolFor(String text, int place, List<ToolSpec> tools) {
        Matcher arithmetic = ARITHMETIC.matcher(text);
        if (offered(tools, "calculate") && arithmetic.find()) {
            return Optional.of(call(place, "calculate", Map.of("expression", arithmetic.group())));
        }
        Matcher note = NOTE.matcher(text);
        if (offered(tools, "thread_notes") && note.find()) {
            return Optional.of(call(place, "thread_notes", Map.of("add", note.group(1))));
        }
        if (offered(tools, "thread_notes") && NOTES.matcher(text).find()) {
            return Optional.of(call(place, "thread_notes", Map.of()));
        }
        return Optional.empty();
    }

    private static boolean offered(List<ToolSpec> tools, String name) {
        return tools.stream().anyMatch(tool -> tool.name().equals(name));
    }

    private static Message.ToolCall call(int place, String tool, Map<String, String> arguments) {
        return new Message.ToolCall("call_" + place, tool, JsonValue.encode(arguments));
    }
}
