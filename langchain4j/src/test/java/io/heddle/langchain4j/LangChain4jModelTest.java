package io.heddle.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.heddle.Heddle;
import io.heddle.RunFailedException;
import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.prebuilt.Tool;
import io.heddle.prebuilt.ToolAgent;
import io.heddle.prebuilt.ToolResult;
import io.heddle.prebuilt.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The way between a node and LangChain4j; examples test the way over HTTP. */
class LangChain4jModelTest {
    private static final ToolSpec DOUBLE = new ToolSpec(
            "double",
            "Doubles",
            JsonValue.parse(
                    "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}"));
    private final List<ChatRequest> requests = new ArrayList<>();

    @Test
    void a_model_that_streams_calls_tools_and_reads_their_answers() {
        StreamingChatModel model = new StreamingChatModel() {
            @Override
            public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
                requests.add(request);
                handler.onPartialResponse("so");
                handler.onCompleteResponse(answer(request));
            }
        };

        View state = ask(LangChain4jModel.of(model));

        assertThat(state.get(ToolAgent.MESSAGES)).extracting(Message::text).containsExactly("Hi", "", "8", "so: 8");
        assertThat(requests.getFirst().toolSpecifications().getFirst().toJson())
                .isEqualTo(ToolSpecs.toLangChain4j(DOUBLE).toJson());
        assertThat(ToolSpecs.fromLangChain4j(
                        requests.getFirst().toolSpecifications().getFirst()))
                .isEqualTo(DOUBLE);
    }

    @Test
    void a_model_that_answers_in_one_piece_does_so_too() {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                return answer(request);
            }
        };

        assertThat(ask(LangChain4jModel.of(model))
                        .get(ToolAgent.MESSAGES)
                        .getLast()
                        .text())
                .isEqualTo("so: 8");
    }

    @Test
    void its_failure_is_the_runs() {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                throw new RateLimitException("slow down");
            }
        };

        Assertions.assertThatExceptionOfType(RunFailedException.class)
                .isThrownBy(() -> ask(LangChain4jModel.of(model)))
                .withMessageContainingAll("RateLimitException", "slow down");
    }

    @Test
    void an_answer_without_an_end_is_not_kept() {
        ChatModel model = new ChatModel() {
            @Override
            public ChatResponse chat(ChatRequest request) {
                return ChatResponse.builder()
                        .aiMessage(AiMessage.from("half an"))
                        .build();
            }
        };

        Assertions.assertThatExceptionOfType(RunFailedException.class)
                .isThrownBy(() -> ask(LangChain4jModel.of(model)))
                .withMessageContainingAll("UnusableAnswerException", "ended without saying why");
    }

    private static ChatResponse answer(ChatRequest request) {
        ChatMessage last = request.messages().getLast();
        AiMessage message = last instanceof ToolExecutionResultMessage result
                ? AiMessage.from("so: " + result.text())
                : AiMessage.from(ToolExecutionRequest.builder()
                        .id("c1")
                        .name("double")
                        .arguments("{\"n\":4}")
                        .build());
        return ChatResponse.builder()
                .aiMessage(message)
                .finishReason(FinishReason.STOP)
                .build();
    }

    private static View ask(LangChain4jModel model) {
        Graph agent = ToolAgent.graph(
                model,
                Tool.of(
                        DOUBLE,
                        (arguments, state, context) -> ToolResult.of(
                                "" + 2 * arguments.node().path("n").asInt())));
        try (Heddle heddle = Heddle.local(agent)) {
            return heddle.thread(agent, "t").invoke(ToolAgent.MESSAGES.add(Message.human("Hi")));
        }
    }
}
