package io.heddle.examples.agent;

import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.langchain4j.AnnotatedTools;
import io.heddle.prebuilt.ChatModel;
import io.heddle.prebuilt.ToolAgent;

/** Asks the model, calls the tools it wants, and asks again with what they said, until it wants none. */
public final class Agent {
    public static final LogChannel<String> NOTES = Channel.log("notes", String.class);

    private Agent() {}

    public static Graph graph(ChatModel model) {
        return ToolAgent.define("agent", 1, model, agent -> {
            agent.tools(AnnotatedTools.of(new Calculator(), new Notebook()));
            agent.channels(NOTES);
        });
    }
}
