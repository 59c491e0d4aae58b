package io.heddle.prebuilt;

import static io.heddle.prebuilt.ToolAgent.MESSAGES;

import io.heddle.api.Message;
import io.heddle.graph.Command;
import io.heddle.graph.Graph;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model that leads workers: it hands the conversation to one of them, or to several at once, gets it back with what they
 * said, and ends with an answer of its own. Workers are graphs with a conversation, such as {@link ToolAgent}s.
 *
 * <p>Not thread-safe; a builder, used inside {@link #define}.
 */
public final class Supervisor {
    static final NodeKey<Void> SUPERVISOR = NodeKey.of("supervisor");

    private final ChatModel model;
    private final Map<String, Worker> workers = new LinkedHashMap<>();
    private String prompt = "";
    private boolean wholeWork;

    private Supervisor(ChatModel model) {
        this.model = model;
    }

    /** A worker, by the name of the tool that hands over to it. */
    private record Worker(NodeKey<?> key, Graph graph, Handoff handoff) {}

    /**
     * A supervisor and its workers.
     *
     * @param id of the graph
     * @param version of the graph, see {@link Graph#define}
     */
    public static Graph define(String id, int version, ChatModel model, Consumer<Supervisor> definition) {
        Supervisor supervisor = new Supervisor(model);
        definition.accept(supervisor);
        return supervisor.graph(id, version);
    }

    /** What the supervisor's model is told before every conversation; it does not become part of it. */
    public Supervisor prompt(String text) {
        prompt = text;
        return this;
    }

    /**
     * Adds a worker.
     *
     * @param key its node
     * @param graph has a conversation in a channel named {@code messages}
     * @param when told to the model: when to hand over to this worker
     */
    public Supervisor worker(NodeKey<?> key, Graph graph, String when) {
        Handoff handoff = Handoff.of(key, when, Command.goTo(key));
        workers.put(handoff.spec().name(), new Worker(key, graph, handoff));
        return this;
    }

    /** The conversation keeps everything that workers did, tool calls included, instead of what each said last. */
    public Supervisor keepingAllWork() {
        wholeWork = true;
        return this;
    }

    private Graph graph(String id, int version) {
        List<NodeKey<?>> targets = new ArrayList<>(List.of(SUPERVISOR));
        workers.values().forEach(worker -> targets.add(worker.key()));
        return Graph.define(id, version, g -> {
            g.channels(MESSAGES);
            g.node(SUPERVISOR, this::lead, node -> node.mayGoTo(targets.toArray(new NodeKey<?>[0])));
            g.start(SUPERVISOR).after(SUPERVISOR).end();
            for (Worker worker : workers.values()) {
                MessagesChannel messages = conversationOf(worker.graph());
                if (wholeWork) {
                    g.subgraph(worker.key(), worker.graph());
                } else {
                    g.subgraph(
                            worker.key(),
                            worker.graph(),
                            state -> Update.of(messages.addAll(state.get(MESSAGES))),
                            done -> Update.of(MESSAGES.add(done.get(messages).getLast())));
                }
                g.after(worker.key()).to(SUPERVISOR);
            }
        });
    }

    private NodeResult lead(View state, NodeContext context) throws Exception {
        List<ToolSpec> handoffs =
                workers.values().stream().map(worker -> worker.handoff().spec()).toList();
        Message reply = Turn.of(model, prompt, state.get(MESSAGES), handoffs, context);
        Set<NodeKey<?>> chosen = new LinkedHashSet<>();
        List<Write> writes = new ArrayList<>(List.of(MESSAGES.add(reply)));
        for (Message.ToolCall call : reply.toolCalls()) {
            Worker worker = workers.get(call.name());
            if (worker == null) {
                writes.add(MESSAGES.add(Message.tool(call, noSuch(call), false)));
            } else {
                writes.add(MESSAGES.add(Message.tool(call, worker.handoff().answer())));
                chosen.add(worker.key());
            }
        }
        if (reply.toolCalls().isEmpty()) {
            return new Update(writes);
        }
        Command next = chosen.isEmpty() ? Command.goTo(SUPERVISOR) : Command.goToAll(List.copyOf(chosen));
        return next.update(writes.toArray(new Write[0]));
    }

    private String noSuch(Message.ToolCall call) {
        return "there is nobody by the name of %s; choose from: %s"
                .formatted(call.name(), String.join(", ", workers.keySet()));
    }

    static MessagesChannel conversationOf(Graph graph) {
        return graph.channel(MESSAGES.name())
                .filter(MessagesChannel.class::isInstance)
                .map(MessagesChannel.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(
                        "graph %s has no conversation to work on; declare Channel.messages(\"messages\")"
                                .formatted(graph.id())));
    }
}
