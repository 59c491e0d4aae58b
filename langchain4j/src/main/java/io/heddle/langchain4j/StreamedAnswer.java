package io.heddle.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.heddle.graph.MessageStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One call of a streaming model: tokens go to the message stream as they come, the whole answer to whoever waits. Works with
 * models that call back on the caller's thread and with those that use another.
 */
final class StreamedAnswer implements StreamingChatResponseHandler {
    private final MessageStream stream;
    private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();
    private volatile @Nullable StreamingHandle call;
    private volatile @Nullable RuntimeException deaf;

    StreamedAnswer(MessageStream stream) {
        this.stream = stream;
    }

    ChatResponse to(ChatRequest request, StreamingChatModel model) throws InterruptedException {
        try {
            model.chat(request, this);
            ChatResponse response = whole.get();
            if (response.finishReason() == null) {
                throw unfinished(response.aiMessage());
            }
            return response;
        } catch (ExecutionException failed) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the model call was cancelled");
            }
            RuntimeException ours = deaf;
            throw ours == null ? failure(failed.getCause()) : ours;
        } finally {
            endCall();
        }
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        call = context.streamingHandle();
        onPartialResponse(part.text());
    }

    @Override
    public void onPartialResponse(String text) {
        try {
            stream.token(text);
        } catch (RuntimeException nobodyListens) {
            deaf = nobodyListens;
            throw nobodyListens;
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        whole.complete(response);
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
        endCall();
    }

    private static LangChain4jException failure(@Nullable Throwable cause) {
        return cause instanceof LangChain4jException known ? known : new LangChain4jException(cause);
    }

    private static UnusableAnswerException unfinished(AiMessage part) {
        boolean empty = (part.text() == null || part.text().isEmpty()) && !part.hasToolExecutionRequests();
        return empty
                ? new UnusableAnswerException(
                        UnusableAnswerException.Fault.EMPTY, "there was no answer in the model's reply")
                : new UnusableAnswerException(
                        UnusableAnswerException.Fault.CUT_OFF, "the model's answer ended without saying why");
    }

    private void endCall() {
        StreamingHandle open = call;
        if (open != null) {
            open.cancel();
        }
    }
}
