package io.heddle.prebuilt;

import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeHandle;
import io.heddle.graph.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A model that may call tools: asks it, calls what it asks for, all calls of one message in parallel, and asks again with what
 * came of them, until it asks for nothing.
 *
 * <p>Each call is made once, whatever crashes or is resumed in between. What fails is told to the model; so is a tool that
 * does not exist or arguments that do not fit. When too few supersteps are left for another round, the agent says so instead
 * of failing. Not thread-safe; a builder, used inside {@link #define}.
 */
public final class ToolAgent {
    /** The conversation. Graphs around an agent share it by its name, {@code messages}. */
    public static final MessagesChannel MESSAGES = Channel.messages("messages");

    final ChatModel model;
    final List<Tool> tools = new ArrayList<>();
    final List<Channel<?>> channels = new ArrayList<>();
    final List<Handoff> handoffs = new ArrayList<>();
    final Set<String> reviewed = new HashSet<>();
    Function<View, String> prompt = state -> "";
    ToolErrors errors = ToolErrors.TELL_THE_MODEL;
    Consumer<NodeHandle> modelPolicy = node -> {};
    Consumer<NodeHandle> toolPolicy = node -> {};

    private ToolAgent(ChatModel model) {
        this.model = model;
    }

    /** An agent by the name of {@code agent} with these tools and nothing special. */
    public static Graph graph(ChatModel model, Tool... tools) {
        return define("agent", 1, model, agent -> agent.tools(tools));
    }

    /**
     * An agent.
     *
     * @param id of the graph
     * @param version of the graph, see {@link Graph#define}
     */
    public static Graph define(String id, int version, ChatModel model, Consumer<ToolAgent> definition) {
        ToolAgent agent = new ToolAgent(model);
        definition.accept(agent);
        return new AgentNodes(agent).graph(id, version);
    }

    /** What the model is told before every conversation; it does not become part of it. */
    public ToolAgent prompt(String text) {
        return prompt(state -> text);
    }

    /** As {@link #prompt(String)}, made of the state. */
    public ToolAgent prompt(Function<View, String> text) {
        prompt = text;
        return this;
    }

    /** What the model may ask for. */
    public ToolAgent tools(Tool... more) {
        return tools(List.of(more));
    }

    /** As {@link #tools(Tool...)}. */
    public ToolAgent tools(Collection<? extends Tool> more) {
        tools.addAll(more);
        return this;
    }

    /** Channels besides the conversation, for tools to read and write. */
    public ToolAgent channels(Channel<?>... more) {
        channels.addAll(List.of(more));
        return this;
    }

    /** These tools are called when a person has said so: {@link ToolReview#QUESTION}. */
    public ToolAgent review(String... tools) {
        reviewed.addAll(List.of(tools));
        return this;
    }

    /** Whom the model may leave the conversation to; the agent's graph ends then, with every tool call answered. */
    public ToolAgent handsOver(Handoff... more) {
        handoffs.addAll(List.of(more));
        return this;
    }

    /** What becomes of a tool's exception; the model is told if nothing else is said. */
    public ToolAgent onError(ToolErrors rule) {
        errors = rule;
        return this;
    }

    /** How the node is run that asks the model. */
    public ToolAgent modelPolicy(Consumer<NodeHandle> policy) {
        modelPolicy = policy;
        return this;
    }

    /** How the node is run that calls a tool; a task for each call. */
    public ToolAgent toolPolicy(Consumer<NodeHandle> policy) {
        toolPolicy = policy;
        return this;
    }
}
