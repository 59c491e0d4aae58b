package io.heddle.prebuilt;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import io.heddle.graph.Channel;
import io.heddle.graph.Command;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Agents that hand a conversation over to each other. Who has it is remembered: the next run begins there. Agents are graphs
 * with a conversation; a {@link ToolAgent} hands over with {@link #handoff}, a graph of your own with {@link #handOver}.
 *
 * <p>Not thread-safe; a builder, used inside {@link #define}.
 */
public final class Swarm {
    /** The node of the agent that has the conversation; the first one declared until somebody hands over. */
    public static final ValueChannel<String> ACTIVE = Channel.value("active_agent", String.class);

    private final Map<NodeKey<?>, Graph> agents = new LinkedHashMap<>();
    private final List<Channel<?>> channels = new ArrayList<>();

    private Swarm() {}

    /**
     * A swarm.
     *
     * @param id of the graph
     * @param version of the graph, see {@link Graph#define}
     */
    public static Graph define(String id, int version, Consumer<Swarm> definition) {
        Swarm swarm = new Swarm();
        definition.accept(swarm);
        return swarm.graph(id, version);
    }

    /** Adds an agent; a conversation begins with the first one. */
    public Swarm agent(NodeKey<?> key, Graph graph) {
        Supervisor.conversationOf(graph);
        agents.put(key, graph);
        return this;
    }

    /** Channels besides the conversation; agents that declare one of the same name share it. */
    public Swarm channels(Channel<?>... more) {
        channels.addAll(List.of(more));
        return this;
    }

    /**
     * How a {@link ToolAgent} of a swarm hands over.
     *
     * @param when told to the model: when to leave the conversation to {@code agent}
     */
    public static Handoff handoff(NodeKey<?> agent, String when) {
        return Handoff.of(agent, when, handOver(agent));
    }

    /** How a node of any other graph in a swarm hands over; what that graph wrote is lost unless it is written here. */
    public static Command handOver(NodeKey<?> agent) {
        return Command.goToInParent(agent).update(ACTIVE.set(agent.name()));
    }

    private Graph graph(String id, int version) {
        NodeKey<?>[] keys = agents.keySet().toArray(new NodeKey<?>[0]);
        return Graph.define(id, version, g -> {
            g.channels(MESSAGES, ACTIVE).channels(channels.toArray(new Channel<?>[0]));
            agents.forEach((key, graph) -> {
                g.subgraph(key, graph, node -> node.mayGoTo(keys));
                g.after(key).end();
            });
            g.after(Graph.START).route(state -> active(state, keys), keys);
        });
    }

    private static NodeKey<?> active(View state, NodeKey<?>[] keys) {
        String active = state.find(ACTIVE).orElse("");
        for (NodeKey<?> key : keys) {
            if (key.name().equals(active)) {
                return key;
            }
        }
        return keys[0];
    }
}
