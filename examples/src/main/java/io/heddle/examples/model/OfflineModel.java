package io.heddle.examples.model;

import io.heddle.api.Message;
import io.heddle.graph.MessageStream;
import io.heddle.graph.NodeContext;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolSpec;
import java.time.Duration;
import java.util.List;

/** A model for a machine without a key or a network: says what its script says, word by word. Thread-safe. */
record OfflineModel(Script script, Duration pace) implements ChatModel {
    @Override
    public Message reply(List<Message> conversation, List<ToolSpec> tools, NodeContext context)
            throws InterruptedException {
        Message answer = script.answer(conversation, tools);
        MessageStream stream = context.openMessage();
        for (String word :
                answer.text().isEmpty() ? new String[0] : answer.text().split("(?<=\\s)")) {
            Thread.sleep(pace);
            stream.token(word);
        }
        return stream.finish(answer);
    }
}
