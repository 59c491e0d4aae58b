package io.heddle.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.heddle.api.Message;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/**
 * A LangChain4j model as nodes call it. Tokens are shown as they come; an interrupt of the node ends the call, if the model's
 * HTTP client can be stopped. Thread-safe if the model is.
 *
 * <p>Nothing is retried in here: LangChain4j has no retry for streams, and a hidden one would send its tokens behind those of
 * the attempt that died. Failures are {@link dev.langchain4j.exception.LangChain4jException}s,
 * {@link UnusableAnswerException} among them.
 */
public final class LangChain4jModel implements ChatModel {
    private final StreamingChatModel model;

    private LangChain4jModel(StreamingChatModel model) {
        this.model = model;
    }

    public static LangChain4jModel of(StreamingChatModel model) {
        return new LangChain4jModel(model);
    }

    /** A model that answers in one piece; its answer is one token. */
    public static LangChain4jModel of(dev.langchain4j.model.chat.ChatModel model) {
        return new LangChain4jModel(new WholeAnswers(model));
    }

    @Override
    public Message reply(List<Message> conversation, List<ToolSpec> tools, NodeContext context)
            throws InterruptedException {
        ChatRequest request = ChatRequest.builder()
                .messages(ChatMessages.toModel(conversation))
                .toolSpecifications(tools.stream().map(ToolSpecs::toLangChain4j).toList())
                .build();
        MessageStream stream = context.openMessage();
        ChatResponse response = new StreamedAnswer(stream).to(request, model);
        return stream.finish(ChatMessages.fromModel(response.aiMessage()));
    }
}
