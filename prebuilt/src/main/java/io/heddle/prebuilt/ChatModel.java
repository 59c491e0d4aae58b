package io.heddle.prebuilt;

import io.heddle.api.Message;
import io.heddle.graph.NodeContext;
import java.util.List;

/**
 * A chat model as a node calls it: conversation in, message out. Blocks the node's thread; an interrupt ends the call. An
 * implementation is thread-safe and shows its tokens through {@link NodeContext#openMessage}.
 */
@FunctionalInterface
public interface ChatModel {
    /**
     * Continues a conversation, perhaps by asking for some of {@code tools}.
     *
     * @param tools what may be asked for; empty for a plain answer
     * @return a message of type {@code ai}
     */
    Message reply(List<Message> conversation, List<ToolSpec> tools, NodeContext context) throws Exception;

    /** Continues a conversation without tools. */
    default Message reply(List<Message> conversation, NodeContext context) throws Exception {
        return reply(conversation, List.of(), context);
    }

    /** Answers one question, in words. */
    default String ask(String question, NodeContext context) throws Exception {
        return reply(List.of(Message.human(question)), context).text();
    }
}
