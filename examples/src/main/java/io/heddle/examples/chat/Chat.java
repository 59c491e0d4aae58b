package io.heddle.examples.chat;

import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.prebuilt.ChatModel;

/** Talks. Every thread is one conversation, and remembers all of it. */
public final class Chat {
    public static final MessagesChannel MESSAGES = Channel.messages("messages");
    static final NodeKey<Void> REPLY = NodeKey.of("reply");

    private final ChatModel model;

    Chat(ChatModel model) {
        this.model = model;
    }

    public static Graph graph(ChatModel model) {
        Chat chat = new Chat(model);
        return Graph.define("chat", 1, g -> {
            g.channels(MESSAGES);
            g.node(REPLY, chat::reply);
            g.start(REPLY);
            g.after(REPLY).end();
        });
    }

    Update reply(View state, NodeContext context) throws Exception {
        return Update.of(MESSAGES.add(model.reply(state.get(MESSAGES), context)));
    }
}
