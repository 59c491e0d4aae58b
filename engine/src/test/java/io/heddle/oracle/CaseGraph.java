package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.NodeHandle;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Send;
import io.heddle.graph.Subgraph;
import io.heddle.graph.Target;
import io.heddle.graph.TypeRef;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a graph of a case's document: channels and nodes by name, what they do from their scripts. */
final class CaseGraph {
    private static final JsonNode NOWHERE = JsonNodeFactory.instance.arrayNode();

    private final GraphDocument document;
    private final String path;
    private final Stage stage;
    private final Map<String, Channel<?>> channels = new LinkedHashMap<>();
    private final Map<String, NodeKey<?>> keys = new LinkedHashMap<>();
    private final CaseGraph around;

    private CaseGraph(GraphDocument document, String path, Stage stage, CaseGraph around) {
        this.document = document;
        this.path = path;
        this.stage = stage;
        this.around = around;
        document.channels().forEach((name, kind) -> channels.put(name, channel(name, kind)));
        document.nodes()
                .keySet()
                .forEach(name ->
                        keys.put(name, stage.isWorker(name) ? NodeKey.of(name, JsonNode.class) : NodeKey.of(name)));
        keys.put(Graph.END_NAME, Graph.END);
        keys.put(Graph.START_NAME, Graph.START);
    }

    /** @param id the graph's id in the engine's catalog */
    static Graph of(String id, OracleCase each, Stage stage) {
        return new CaseGraph(new GraphDocument(each.graph()), "", stage, null).build(id);
    }

    private Graph build(String id) {
        return Graph.define(id, 1, g -> {
            g.channels(channels.values().toArray(Channel[]::new));
            document.nodes().forEach((name, behaviour) -> node(g, id, name, behaviour));
            for (GraphDocument.Edge edge : document.edges()) {
                if (edge.from().size() == 1) {
                    g.after(key(edge.from().getFirst())).to(key(edge.to()));
                } else {
                    g.afterAll(keys(edge.from())).to(key(edge.to()));
                }
            }
            document.routes()
                    .forEach((from, route) -> g.after(key(from))
                            .routeAll(
                                    view -> {
                                        World world = World.of(view.json().node());
                                        return targets(world.pick(route, NOWHERE), world);
                                    },
                                    keys(GraphDocument.targetsOf(route))));
            deadEnds().forEach(name -> g.after(key(name)).end());
            g.pauseBefore(keys(document.before()));
            g.pauseAfter(keys(document.after()));
        });
    }

    private void node(GraphBuilder g, String id, String name, JsonNode behaviour) {
        if (behaviour.has("graph")) {
            CaseGraph inner = new CaseGraph(new GraphDocument(behaviour.get("graph")), path + name + "/", stage, this);
            Subgraph.Memory memory = switch (behaviour.path("persist").asText()) {
                case "own" -> Subgraph.Memory.PER_THREAD;
                case "none" -> Subgraph.Memory.NONE;
                default -> Subgraph.Memory.PER_CALL;
            };
            Subgraph subgraph = behaviour.has("in")
                    ? new Subgraph(
                            inner.build(id + "-" + name),
                            view -> mapped(behaviour.get("in"), view, inner),
                            view -> mapped(behaviour.get("out"), view, this),
                            memory)
                    : new Subgraph(inner.build(id + "-" + name), null, null, memory);
            g.subgraph(key(name), subgraph, policy -> policy(policy, name, behaviour));
        } else {
            g.node(
                    key(name),
                    new ScriptedNode(this, path + name, key(name), behaviour, stage),
                    policy -> policy(policy, name, behaviour));
        }
    }

    /** Writes of one graph's channels, taken from those of another. */
    private static Update mapped(JsonNode names, View from, CaseGraph to) {
        JsonNode state = from.json().node();
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        names.properties().forEach(name -> {
            JsonNode value = state.get(name.getValue().asText());
            if (value != null) {
                values.set(name.getKey(), value);
            }
        });
        return new Update(to.writes(values));
    }

    private void policy(NodeHandle node, String name, JsonNode behaviour) {
        node.mayGoTo(keys(GraphDocument.gotosOf(behaviour)));
        if (document.deferred().contains(name)) {
            node.deferred();
        }
    }

    /** Nodes that no edge and no route leads out of: they end their branch. */
    private List<String> deadEnds() {
        List<String> ends = new ArrayList<>(document.nodes().keySet());
        document.edges().forEach(edge -> ends.removeAll(edge.from()));
        ends.removeAll(document.routes().keySet());
        return ends;
    }

    List<Write> writes(JsonNode object) {
        List<Write> writes = new ArrayList<>();
        object.properties().forEach(member -> {
            Channel<?> channel = channels.get(member.getKey());
            if (channel != null) {
                writes.add(new Write(channel, channel.decode(member.getKey(), member.getValue())));
            }
        });
        return writes;
    }

    List<Target> targets(JsonNode said, World world) {
        List<Target> targets = new ArrayList<>();
        for (JsonNode each : said.isArray() || said.isMissingNode() ? said : List.of(said)) {
            if (each.isTextual()) {
                targets.add(key(GraphDocument.name(each.asText())));
            } else if (each.has("state")) {
                Write[] seen = writes(world.evaluate(each.get("state"))).toArray(Write[]::new);
                targets.add(Send.to(NodeKey.of(each.get("to").asText()), seen));
            } else if (each.has("each")) {
                world.evaluate(each.get("each"))
                        .forEach(item -> targets.add(send(each.get("to").asText(), item)));
            } else {
                targets.add(send(each.get("to").asText(), world.evaluate(each.get("arg"))));
            }
        }
        return targets;
    }

    CaseGraph around() {
        return around;
    }

    @SuppressWarnings("unchecked")
    private Send<JsonNode> send(String node, JsonNode argument) {
        return Send.to((NodeKey<JsonNode>) key(node), argument);
    }

    private NodeKey<?> key(String name) {
        return keys.get(name);
    }

    private NodeKey<?>[] keys(Iterable<String> names) {
        List<NodeKey<?>> all = new ArrayList<>();
        names.forEach(name -> all.add(key(name)));
        return all.toArray(NodeKey[]::new);
    }

    private static Channel<?> channel(String name, String kind) {
        return switch (kind) {
            case "value" -> Channel.value(name, JsonNode.class);
            case "log" -> Channel.log(name, JsonNode.class);
            case "messages" -> Channel.messages(name);
            case "sum" -> Channel.fold(name, Long.class, 0L, Long::sum);
            case "text" -> Channel.fold(name, String.class, "", String::concat);
            case "set" -> Channel.fold(name, new TypeRef<List<JsonNode>>() {}, List.of(), CaseGraph::union);
            case "last" -> Channel.any(name, JsonNode.class);
            case "ephemeral" -> Channel.ephemeral(name, JsonNode.class);
            case "topic" -> Channel.topic(name, JsonNode.class);
            default -> throw new IllegalArgumentException("channel " + name + ": no kind is called " + kind);
        };
    }

    private static List<JsonNode> union(List<JsonNode> old, List<JsonNode> more) {
        List<JsonNode> all = new ArrayList<>(old);
        more.stream().filter(each -> !old.contains(each)).forEach(all::add);
        return all;
    }
}
