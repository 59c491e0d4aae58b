package io.heddle.examples.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model for a machine without a key or a network. It answers the same conversation the same way, word by word, repeats what
 * it remembers, and asks for a tool when it is offered one that would help. Thread-safe.
 */
final class ScriptedModel implements StreamingChatModel {
    private static final Pattern ARITHMETIC = Pattern.compile("[-(]*\\d[\\d.]*(\\s*[-+*/]\\s*[-(]*\\d[\\d.]*\\)*)+");
    private static final Pattern NOTE = Pattern.compile("(?i)^(?:please )?(?:note|remember)\\b(?: that)?:? +(.+)");
    private static final Pattern NOTES = Pattern.compile("(?i)\\bnotes\\b");

    private final Duration pace;

    ScriptedModel(Duration pace) {
        this.pace = pace;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        AiMessage answer = answer(request);
        try {
            for (String word :
                    answer.text() == null ? new String[0] : answer.text().split("(?<=\\s)")) {
                Thread.sleep(pace);
                handler.onPartialResponse(word);
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            handler.onError(cancelled);
            return;
        }
        handler.onCompleteResponse(ChatResponse.builder()
                .aiMessage(answer)
                .finishReason(answer.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                .build());
    }

    private static AiMessage answer(ChatRequest request) {
        List<ChatMessage> conversation = request.messages();
        if (!conversation.isEmpty() && conversation.getLast() instanceof ToolExecutionResultMessage result) {
            return AiMessage.from("%s says: %s".formatted(result.toolName(), result.text()));
        }
        List<String> said = conversation.stream()
                .filter(UserMessage.class::isInstance)
                .map(message -> ((UserMessage) message).singleText())
                .toList();
        if (said.isEmpty()) {
            return AiMessage.from("Nobody has said anything yet.");
        }
        return toolFor(said.getLast(), request).map(AiMessage::from).orElseGet(() -> AiMessage.from(remembered(said)));
    }

    private static String remembered(List<String> said) {
        return said.size() == 1
                ? "You said: %s; that makes 1 message from you".formatted(said.getFirst())
                : "You said: %s; that makes %d messages from you, the first was: %s"
                        .formatted(said.getLast(), said.size(), said.getFirst());
    }

    private static Optional<ToolExecutionRequest> toolFor(String text, ChatRequest request) {
        Matcher arithmetic = ARITHMETIC.matcher(text);
        if (offered(request, "calculate") && arithmetic.find()) {
            return Optional.of(call(request, "calculate", Map.of("expression", arithmetic.group())));
        }
        Matcher note = NOTE.matcher(text);
        if (offered(request, "thread_notes") && note.find()) {
            return Optional.of(call(request, "thread_notes", Map.of("add", note.group(1))));
        }
        if (offered(request, "thread_notes") && NOTES.matcher(text).find()) {
            return Optional.of(call(request, "thread_notes", Map.of()));
        }
        return Optional.empty();
    }

    private static boolean offered(ChatRequest request, String tool) {
        List<ToolSpecification> tools = request.toolSpecifications();
        return tools != null && tools.stream().anyMatch(each -> each.name().equals(tool));
    }

    private static ToolExecutionRequest call(ChatRequest request, String tool, Map<String, String> arguments) {
        return ToolExecutionRequest.builder()
                .id("call_" + request.messages().size())
                .name(tool)
                .arguments(JsonValue.encode(arguments).toString())
                .build();
    }
}
