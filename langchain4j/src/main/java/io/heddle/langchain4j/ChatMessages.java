package io.heddle.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.heddle.api.Message;
import io.heddle.json.JsonValue;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Heddle's messages as LangChain4j's and back. Text and tool calls only: pictures and sounds are not sent. */
final class ChatMessages {
    private ChatMessages() {}

    /**
     * A whole conversation. Models refuse one in which a tool call has no answer, as a run leaves it that was cancelled before
     * its tools ran; such a call is answered here.
     */
    static List<ChatMessage> toModel(List<Message> conversation) {
        Set<String> answered = conversation.stream()
                .flatMap(message -> message.toolCallId().stream())
                .collect(Collectors.toSet());
        List<ChatMessage> converted = new ArrayList<>();
        for (Message message : conversation) {
            converted.add(toModel(message));
            message.toolCalls().stream()
                    .filter(call -> !answered.contains(call.id()))
                    .map(call -> toModel(Message.tool(call, "cancelled before it ran", false)))
                    .forEach(converted::add);
        }
        return converted;
    }

    private static ChatMessage toModel(Message message) {
        return switch (message.type()) {
            case "human" -> UserMessage.from(message.text());
            case "system" -> SystemMessage.from(message.text());
            case "ai" -> AiMessage.from(message.text(), requests(message));
            case "tool" ->
                ToolExecutionResultMessage.builder()
                        .id(message.toolCallId().orElseThrow())
                        .toolName(message.json().node().path("name").asText("tool"))
                        .text(message.text())
                        .build();
            default ->
                throw new IllegalArgumentException(
                        "a message of type %s: the model takes human, ai, system and tool messages"
                                .formatted(message.type()));
        };
    }

    static Message fromModel(AiMessage answer) {
        List<Message.ToolCall> calls = answer.toolExecutionRequests().stream()
                .map(request -> new Message.ToolCall(request.id(), request.name(), arguments(request)))
                .toList();
        return Message.ai(answer.text() == null ? "" : answer.text(), calls);
    }

    private static List<ToolExecutionRequest> requests(Message message) {
        return message.toolCalls().stream()
                .map(call -> ToolExecutionRequest.builder()
                        .id(call.id())
                        .name(call.name())
                        .arguments(call.readable() ? call.args().toString() : "{}")
                        .build())
                .toList();
    }

    /** A JSON object, or the text that is none. */
    private static JsonValue arguments(ToolExecutionRequest request) {
        String text = request.arguments() == null || request.arguments().isBlank() ? "{}" : request.arguments();
        try {
            JsonValue arguments = JsonValue.parse(text);
            return arguments.node().isObject() ? arguments : JsonValue.encode(text);
        } catch (UncheckedIOException notJson) {
            return JsonValue.encode(text);
        }
    }
}
