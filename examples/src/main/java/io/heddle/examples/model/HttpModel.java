package io.heddle.examples.model;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.heddle.api.Message;
import io.heddle.graph.NodeContext;
import io.heddle.langchain4j.LangChain4jModel;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.util.List;

/**
 * Any OpenAI-compatible model, over LangChain4j. Interrupting the node ends the HTTP call; a failed call fails with a
 * {@link ModelException} that says what to do. Thread-safe.
 */
final class HttpModel implements ChatModel {
    private final ModelSettings settings;
    private final LangChain4jModel model;

    HttpModel(ModelSettings settings) {
        this.settings = settings;
        this.model = LangChain4jModel.of(OpenAiStreamingChatModel.builder()
                .httpClientBuilder(new BlockingHttp.Builder())
                .baseUrl(settings.baseUrl())
                .apiKey(settings.apiKey())
                .modelName(settings.name())
                .timeout(settings.patience())
                .build());
    }

    @Override
    public Message reply(List<Message> conversation, List<ToolSpec> tools, NodeContext context)
            throws InterruptedException {
        try {
            return model.reply(conversation, tools, context);
        } catch (LangChain4jException failure) {
            throw ModelException.of(failure, settings);
        }
    }
}
