package io.heddle.examples.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.heddle.api.Message;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import java.util.List;

/**
 * A language model as a node wants it: conversation in, message out, tokens shown on the way. Blocks the node's thread;
 * interrupting that thread ends the HTTP call. Thread-safe.
 *
 * <p>Nothing is retried in here. LangChain4j has no retry for streams, and a hidden one would send its tokens behind those of
 * the attempt that died; a failed call fails the run with a {@link ModelException} that says what to do.
 */
public final class Model {
    private final StreamingChatModel model;
    private final ModelSettings settings;

    private Model(StreamingChatModel model, ModelSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    public static Model fromEnvironment() {
        return of(ModelSettings.fromEnvironment());
    }

    public static Model of(ModelSettings settings) {
        if (settings.apiKey() == null) {
            return new Model(new ScriptedModel(settings.pace()), settings);
        }
        return new Model(
                OpenAiStreamingChatModel.builder()
                        .httpClientBuilder(new BlockingHttp.Builder())
                        .baseUrl(settings.baseUrl())
                        .apiKey(settings.apiKey())
                        .modelName(settings.name())
                        .timeout(settings.patience())
                        .build(),
                settings);
    }

    /** Continues a conversation. */
    public Message reply(List<Message> conversation, NodeContext context) throws InterruptedException {
        return reply(conversation, List.of(), context);
    }

    /** Continues a conversation, perhaps by asking for some of {@code tools}. */
    public Message reply(List<Message> conversation, List<ToolSpecification> tools, NodeContext context)
            throws InterruptedException {
        ChatRequest request = ChatRequest.builder()
                .messages(ChatMessages.toModel(conversation))
                .toolSpecifications(tools)
                .build();
        MessageStream stream = context.openMessage();
        ChatResponse response = new Answer(stream, settings).to(request, model);
        return stream.finish(ChatMessages.fromModel(response.aiMessage(), settings));
    }
}
