package io.heddle.graph;

import io.heddle.api.GraphDescription;
import io.heddle.api.GraphDescription.Edge;
import io.heddle.api.GraphDescription.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a graph looks like, with subgraphs opened to some depth. An opened subgraph stands in the place of its node as LangGraph
 * puts it there: ids behind {@code node:}, its rims left out where one node takes their place. Not thread-safe.
 */
final class GraphDrawing {
    private final Graph graph;
    private final List<Node> nodes = new ArrayList<>();
    private final Set<Edge> edges = new LinkedHashSet<>();

    private GraphDrawing(Graph graph) {
        this.graph = graph;
    }

    /** @param xray how many levels of subgraphs are opened; 0 for none */
    static GraphDescription of(Graph graph, int xray) {
        GraphDrawing drawing = new GraphDrawing(graph);
        drawing.draw();
        drawing.open(xray);
        return new GraphDescription(
                graph.id(), graph.version(), graph.fingerprint(), drawing.nodes, List.copyOf(drawing.edges));
    }

    private void draw() {
        nodes.add(rim(Graph.START_NAME, Node.Kind.START));
        drawOutgoing(Graph.START_NAME, graph.entry());
        for (NodeDefinition node : graph.nodes()) {
            nodes.add(node(node));
            drawOutgoing(node.name(), node.outgoing());
            node.policy().mayGoTo().forEach(target -> draw(node.name(), target, Edge.Kind.COMMAND));
            if (node.policy().onError() != null) {
                edges.add(new Edge(node.name(), node.policy().onError(), Edge.Kind.ERROR));
            }
        }
        nodes.add(rim(Graph.END_NAME, Node.Kind.END));
    }

    private void drawOutgoing(String source, Outgoing outgoing) {
        outgoing.always().forEach(target -> draw(source, target, Edge.Kind.ALWAYS));
        outgoing.joins().forEach(join -> draw(source, join.target(), Edge.Kind.JOIN));
        outgoing.routes().forEach(route -> route.targets().forEach(target -> draw(source, target, Edge.Kind.ROUTE)));
    }

    private void draw(String source, String target, Edge.Kind kind) {
        boolean sent =
                graph.node(target).filter(node -> node.key().takesInput()).isPresent();
        edges.add(new Edge(source, target, sent ? Edge.Kind.SEND : kind));
    }

    private Node node(NodeDefinition node) {
        Node.Kind kind = node.subgraph() != null
                ? Node.Kind.SUBGRAPH
                : node.key().takesInput() ? Node.Kind.WORKER : Node.Kind.PLAIN;
        return new Node(
                node.name(),
                kind,
                node.notes().description(),
                PolicyWords.of(node.policy()),
                node.notes().metadata(),
                graph.pauseBefore().contains(node.name()),
                graph.pauseAfter().contains(node.name()));
    }

    private static Node rim(String name, Node.Kind kind) {
        return new Node(name, kind, "", List.of(), Map.of(), false, false);
    }

    private void open(int xray) {
        for (NodeDefinition node : graph.nodes()) {
            Subgraph subgraph = node.subgraph();
            if (subgraph != null && xray > 0) {
                GraphDrawing inner = new GraphDrawing(subgraph.graph());
                inner.draw();
                inner.open(xray - 1);
                inner.trim();
                put(node.name(), inner);
            }
        }
    }

    /** Leaves out a rim if there is one node that everything else begins or ends with. */
    private void trim() {
        if (first(Graph.START_NAME).isPresent()) {
            remove(Graph.START_NAME);
        }
        if (last(Graph.END_NAME).isPresent()) {
            remove(Graph.END_NAME);
        }
    }

    private void remove(String id) {
        nodes.removeIf(node -> node.id().equals(id));
        edges.removeIf(edge -> edge.source().equals(id) || edge.target().equals(id));
    }

    private void put(String name, GraphDrawing inner) {
        String first = name + ":" + inner.first("").orElse(Graph.START_NAME);
        String last = name + ":" + inner.last("").orElse(Graph.END_NAME);
        List<Edge> before = List.copyOf(edges);
        edges.clear();
        for (Edge edge : before) {
            edges.add(new Edge(
                    edge.source().equals(name) ? last : edge.source(),
                    edge.target().equals(name) ? first : edge.target(),
                    edge.kind()));
        }
        inner.edges.forEach(
                edge -> edges.add(new Edge(name + ":" + edge.source(), name + ":" + edge.target(), edge.kind())));
        int place = nodes.indexOf(nodes.stream()
                .filter(node -> node.id().equals(name))
                .findFirst()
                .orElseThrow());
        nodes.remove(place);
        nodes.addAll(
                place,
                inner.nodes.stream()
                        .map(node -> new Node(
                                name + ":" + node.id(),
                                node.kind(),
                                node.description(),
                                node.policies(),
                                node.metadata(),
                                node.pausesBefore(),
                                node.pausesAfter()))
                        .toList());
    }

    /** The one node that nothing leads to, {@code without} and its edges left out. */
    private Optional<String> first(String without) {
        List<String> found = nodes.stream()
                .map(Node::id)
                .filter(id -> !id.equals(without))
                .filter(id -> edges.stream()
                        .noneMatch(edge ->
                                edge.target().equals(id) && !edge.source().equals(without)))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The one node that leads nowhere, {@code without} and its edges left out. */
    private Optional<String> last(String without) {
        List<String> found = nodes.stream()
                .map(Node::id)
                .filter(id -> !id.equals(without))
                .filter(id -> edges.stream()
                        .noneMatch(edge ->
                                edge.source().equals(id) && !edge.target().equals(without)))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
}
