package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.GraphDescription;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A graph: a value that can be printed, drawn, compared and run on any number of threads. Immutable and thread-safe; built
 * and validated by {@link #define}.
 */
public final class Graph {
    /** Where every run begins; not a node. */
    public static final String START_NAME = "__start__";

    /** Where a run comes to rest; not a node. */
    public static final String END_NAME = "__end__";

    /** Leads out of the graph. */
    public static final NodeKey<Void> END = new NodeKey<>(END_NAME);

    private static final Pattern ID_FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private final String id;
    private final int version;
    private final Map<String, Channel<?>> channels;
    private final Map<String, NodeDefinition> nodes;
    private final List<String> start;

    private Graph(
            String id,
            int version,
            Map<String, Channel<?>> channels,
            Map<String, NodeDefinition> nodes,
            List<String> start) {
        this.id = id;
        this.version = version;
        this.channels = new LinkedHashMap<>(channels);
        this.nodes = new LinkedHashMap<>(nodes);
        this.start = List.copyOf(start);
    }

    /**
     * Builds a graph.
     *
     * @param version yours; raise it when the meaning of nodes or channels changes
     * @throws InvalidGraphException with every fault found
     */
    public static Graph define(String id, int version, Consumer<GraphBuilder> definition) {
        if (!ID_FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "graph id \"%s\": expected a letter, then at most 63 letters, digits, _ . or -".formatted(id));
        }
        GraphBuilder builder = new GraphBuilder();
        definition.accept(builder);
        GraphValidator.check(id, builder);
        Map<String, NodeDefinition> nodes = new LinkedHashMap<>();
        builder.functions()
                .forEach((name, function) ->
                        nodes.put(name, new NodeDefinition(new NodeKey<>(name), function, builder.outgoing(name))));
        return new Graph(id, version, builder.channelsByName(), nodes, builder.starts());
    }

    public String id() {
        return id;
    }

    public int version() {
        return version;
    }

    /** In declared order. */
    public Collection<Channel<?>> channels() {
        return channels.values();
    }

    public Optional<Channel<?>> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    public Optional<NodeDefinition> node(String name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** In declared order. */
    public Collection<NodeDefinition> nodes() {
        return nodes.values();
    }

    /** The nodes that a run with new input begins with. */
    public List<String> start() {
        return start;
    }

    /** Reads a state that was shown as JSON back, so that it can be looked at with types. */
    public View view(JsonValue shown) {
        Map<String, ChannelValue> held = new HashMap<>();
        shown.node()
                .properties()
                .forEach(member -> channel(member.getKey())
                        .ifPresent(channel -> held.put(channel.name(), channel.restore(member.getValue()))));
        return view(Values.of(held));
    }

    public View view(Values values) {
        return new View(channels(), values);
    }

    /**
     * Checks written values from outside against the channels' types; unknown names are left out.
     *
     * @param path where the object stands in the request, for errors
     */
    public List<Write> decode(String path, JsonValue object) {
        JsonNode tree = object.node();
        if (!tree.isObject()) {
            throw new ProblemException(new Problem.InvalidRequest(
                    path,
                    tree.toString(),
                    "a JSON object of channel values; channels: " + String.join(", ", channels.keySet())));
        }
        List<Write> writes = new ArrayList<>();
        tree.properties()
                .forEach(field -> channel(field.getKey())
                        .ifPresent(channel -> writes.add(
                                new Write(channel, channel.decode(path + "." + field.getKey(), field.getValue())))));
        return writes;
    }

    public GraphDescription describe() {
        List<GraphDescription.Arrow> arrows = new ArrayList<>();
        start.forEach(target -> arrows.add(new GraphDescription.Arrow(START_NAME, target, false)));
        for (NodeDefinition node : nodes.values()) {
            node.outgoing()
                    .always()
                    .forEach(target -> arrows.add(new GraphDescription.Arrow(node.name(), target, false)));
            node.outgoing()
                    .routed()
                    .forEach(target -> arrows.add(new GraphDescription.Arrow(node.name(), target, true)));
        }
        return new GraphDescription(id, version, List.copyOf(nodes.keySet()), arrows, mermaid(arrows));
    }

    static boolean isRim(String name) {
        return name.equals(START_NAME) || name.equals(END_NAME);
    }

    @Override
    public String toString() {
        return id + " v" + version;
    }

    private String mermaid(List<GraphDescription.Arrow> arrows) {
        StringBuilder text = new StringBuilder("graph TD;\n    __start__([start]);\n");
        nodes.keySet()
                .forEach(name -> text.append("    ")
                        .append(name)
                        .append("(")
                        .append(name)
                        .append(");\n"));
        text.append("    __end__([end]);\n");
        for (GraphDescription.Arrow arrow : arrows) {
            text.append("    ")
                    .append(arrow.source())
                    .append(arrow.conditional() ? " -.-> " : " --> ")
                    .append(arrow.target())
                    .append(";\n");
        }
        return text.toString();
    }
}
