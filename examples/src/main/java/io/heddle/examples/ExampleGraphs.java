package io.heddle.examples;

import io.heddle.examples.agent.Agent;
import io.heddle.examples.chat.Chat;
import io.heddle.examples.delay.Delay;
import io.heddle.examples.model.Models;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphProvider;
import io.heddle.prebuilt.ChatModel;
import java.util.List;

/** What a node serves when this jar is on its class path: {@code chat}, {@code agent} and {@code delay}. */
public final class ExampleGraphs implements GraphProvider {
    @Override
    public List<Graph> graphs() {
        ChatModel model = Models.fromEnvironment();
        return List.of(Chat.graph(model), Agent.graph(model), Delay.graph());
    }
}
