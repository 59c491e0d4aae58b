package io.heddle.examples;

import io.heddle.api.Message;
import io.heddle.graph.Graph;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.Update;
import io.heddle.graph.Values;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.util.ArrayList;
import java.util.List;

/** A thread's state without a thread: what a graph's channels hold after some writes. */
public final class TestState {
    private TestState() {}

    public static View of(Graph graph, Write... writes) {
        Values values = Values.EMPTY;
        for (Write write : writes) {
            values = values.with(write.channel().name(), write.change());
        }
        return graph.view(values);
    }

    public static View after(View state, Graph graph, Update update) {
        Values values = state.values();
        for (Write write : update.writes()) {
            values = values.with(write.channel().name(), write.change());
        }
        return graph.view(values);
    }

    /** Messages as they are in a thread: with ids. */
    public static Write messages(MessagesChannel channel, Message... messages) {
        List<Message> numbered = new ArrayList<>();
        for (Message message : messages) {
            numbered.add(message.id().isPresent() ? message : message.withId("given-" + (numbered.size() + 1)));
        }
        return channel.addAll(numbered);
    }
}
