package io.heddle.examples.hello;

import io.heddle.Heddle;
import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.View;

/** One graph, two users, and nothing of the one in the memory of the other. */
public final class Hello {
    static final MessagesChannel MESSAGES = Channel.messages("messages");
    static final NodeKey<Void> GREET = NodeKey.of("greet");

    private Hello() {}

    static Graph graph() {
        return Graph.define("hello", 1, g -> {
            g.channels(MESSAGES);
            g.node(GREET, Hello::greet);
            g.start(GREET);
            g.after(GREET).end();
        });
    }

    static Update greet(View state, NodeContext context) {
        long count = state.get(MESSAGES).stream()
                .filter(message -> message.type().equals("human"))
                .count();
        return Update.of(MESSAGES.add(Message.ai(
                "Hello, %s! That was message %d.".formatted(context.thread().thread(), count))));
    }

    public static void main(String[] arguments) {
        Graph hello = graph();
        try (Heddle heddle = Heddle.local(hello)) {
            heddle.thread(hello, "user_A").invoke(MESSAGES.add(Message.human("Hi")));
            heddle.thread(hello, "user_B").invoke(MESSAGES.add(Message.human("Hello")));
            View userA = heddle.thread(hello, "user_A").invoke(MESSAGES.add(Message.human("Me again")));

            userA.get(MESSAGES).forEach(message -> System.out.println(message.type() + ": " + message.text()));
        }
    }
}
