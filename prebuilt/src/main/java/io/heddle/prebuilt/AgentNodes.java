package io.heddle.prebuilt;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import io.heddle.api.Message;
import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.EphemeralChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Send;
import io.heddle.graph.Target;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The graph of a {@link ToolAgent}: its channels, its nodes and how they are wired. Immutable. */
final class AgentNodes {
    static final NodeKey<Void> MODEL = NodeKey.of("model");
    static final NodeKey<Void> REVIEW = NodeKey.of("review");
    static final NodeKey<Message.ToolCall> TOOLS = NodeKey.of("tools", Message.ToolCall.class);

    /** The tool by which the model has just left the conversation. */
    static final EphemeralChannel<String> LEAVING = Channel.ephemeral("leaving", String.class);

    /** How long the conversation was when the agent took it up: what it hands over is what came since. */
    private static final ValueChannel<Integer> TAKEN_UP = Channel.value("taken_up", Integer.class);

    private final ToolAgent agent;
    private final Toolbox toolbox;
    private final ToolTask toolTask;
    private final ReviewNode review;

    AgentNodes(ToolAgent agent) {
        this.agent = agent;
        this.toolbox = new Toolbox(agent.tools, agent.handoffs);
        List<Channel<?>> written = new ArrayList<>(agent.channels);
        written.add(LEAVING);
        this.toolTask = new ToolTask(toolbox, written, agent.errors);
        this.review = new ReviewNode(agent.reviewed);
        agent.reviewed.stream()
                .filter(tool -> toolbox.tool(tool) == null)
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("review(\"%s\"): there is no such tool; the tools are: %s"
                            .formatted(unknown, String.join(", ", toolbox.names())));
                });
    }

    Graph graph(String id, int version) {
        return Graph.define(id, version, g -> {
            channels(g);
            g.node(MODEL, this::model, agent.modelPolicy);
            g.node(TOOLS, toolTask::run, agent.toolPolicy);
            g.start(MODEL);
            g.after(TOOLS).to(MODEL);
            if (agent.reviewed.isEmpty()) {
                g.after(MODEL).routeAll(this::afterModel, TOOLS, Graph.END);
            } else {
                g.questions(ToolReview.QUESTION);
                g.node(REVIEW, review::run, node -> node.mayGoTo(TOOLS, MODEL));
                g.after(MODEL).routeAll(this::afterModel, REVIEW, TOOLS, Graph.END);
                g.after(REVIEW).end();
            }
        });
    }

    private void channels(GraphBuilder g) {
        Channel<?>[] own = agent.channels.toArray(new Channel<?>[0]);
        g.channels(MESSAGES).channels(own);
        if (toolbox.hasHandoffs()) {
            g.channels(LEAVING, TAKEN_UP);
            g.input(MESSAGES).input(own);
            g.output(MESSAGES).output(own);
        }
    }

    private NodeResult model(View state, NodeContext context) throws Exception {
        List<Message> conversation = state.get(MESSAGES);
        if (toolbox.hasHandoffs() && state.find(LEAVING).isPresent()) {
            return handedOver(state, conversation);
        }
        Message reply = Turn.of(agent.model, agent.prompt.apply(state), conversation, toolbox.specs(), context);
        return toolbox.hasHandoffs() && state.find(TAKEN_UP).isEmpty()
                ? Update.of(MESSAGES.add(reply), TAKEN_UP.set(conversation.size()))
                : Update.of(MESSAGES.add(reply));
    }

    /** Here and not where the tool was called, so that the calls beside it have their answers before the graph is left. */
    private Command handedOver(View state, List<Message> conversation) {
        Handoff handoff = Objects.requireNonNull(toolbox.handoff(state.get(LEAVING)));
        return handoff.command()
                .update(MESSAGES.addAll(conversation.subList(state.get(TAKEN_UP), conversation.size())));
    }

    private List<Target> afterModel(View state) {
        List<Message.ToolCall> wanted = asking(state).toolCalls();
        if (wanted.isEmpty()) {
            return List.of(Graph.END);
        }
        return wanted.stream().anyMatch(review::wants) ? List.of(REVIEW) : sends(wanted);
    }

    static List<Target> sends(List<Message.ToolCall> calls) {
        return calls.stream().<Target>map(call -> Send.to(TOOLS, call)).toList();
    }

    /** What the model said last. */
    static Message asking(View state) {
        return state.get(MESSAGES).reversed().stream()
                .filter(message -> message.type().equals("ai"))
                .findFirst()
                .orElseThrow();
    }
}
