package io.heddle.examples.agent;

import dev.langchain4j.agent.tool.ToolSpecification;
import io.heddle.api.Message;
import io.heddle.examples.model.Model;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.util.ArrayList;
import java.util.List;

/** Asks the model, runs the tools it wants, and asks again with what they said, until it wants none. */
public final class Agent {
    public static final MessagesChannel MESSAGES = Channel.messages("messages");
    public static final LogChannel<String> NOTES = Channel.log("notes", String.class);
    static final NodeKey<Void> MODEL = NodeKey.of("model");
    static final NodeKey<Void> TOOLS = NodeKey.of("tools");

    private final Model model;
    private final List<Tool> tools = List.of(new Calculate(), new ThreadNotes());

    Agent(Model model) {
        this.model = model;
    }

    public static Graph graph(Model model) {
        Agent agent = new Agent(model);
        return Graph.define("agent", 1, g -> {
            g.channels(MESSAGES, NOTES);
            g.node(MODEL, agent::model);
            g.node(TOOLS, agent::tools);
            g.start(MODEL);
            g.after(MODEL).route(Agent::next, TOOLS, Graph.END);
            g.after(TOOLS).to(MODEL);
        });
    }

    Update model(View state, NodeContext context) throws InterruptedException {
        return Update.of(MESSAGES.add(model.reply(state.get(MESSAGES), specifications(), context)));
    }

    static NodeKey<?> next(View state) {
        return state.get(MESSAGES).getLast().toolCalls().isEmpty() ? Graph.END : TOOLS;
    }

    Update tools(View state, NodeContext context) throws InterruptedException {
        List<Write> writes = new ArrayList<>();
        for (Message.ToolCall call : state.get(MESSAGES).getLast().toolCalls()) {
            writes.addAll(answer(call, state, context));
        }
        return new Update(writes);
    }

    /** A tool that fails does not fail the run: the model is told, and may try something else. */
    private List<Write> answer(Message.ToolCall call, View state, NodeContext context) throws InterruptedException {
        try {
            Tool.Result result = tool(call.name()).call(call.args().node(), state, context);
            List<Write> writes = new ArrayList<>(result.writes());
            writes.add(MESSAGES.add(Message.tool(call, result.text())));
            return writes;
        } catch (InterruptedException cancelled) {
            throw cancelled;
        } catch (Exception failure) {
            return List.of(MESSAGES.add(Message.tool(call, String.valueOf(failure.getMessage()), false)));
        }
    }

    private Tool tool(String name) {
        return tools.stream()
                .filter(tool -> tool.specification().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no tool named %s".formatted(name)));
    }

    private List<ToolSpecification> specifications() {
        return tools.stream().map(Tool::specification).toList();
    }
}
