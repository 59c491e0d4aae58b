package io.heddle.api;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph for those who look at it: what is in it and what leads where. Drawn by {@link #mermaid()}, read by LangGraph's
 * tools as {@link #json()}. Immutable.
 *
 * @param fingerprint equal for graphs of equal topology, channels and policies, whatever their nodes do
 * @param nodes the start first, the end last; what is inside an opened subgraph stands in its place
 */
public record GraphDescription(String graphId, int version, String fingerprint, List<Node> nodes, List<Edge> edges) {
    public GraphDescription {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A node.
     *
     * @param id its name; inside an opened subgraph behind the subgraph's id and a colon
     * @param description a sentence about it; empty without one
     * @param policies how it is run, in words
     * @param metadata what was noted about it
     * @param pausesBefore whether every run pauses before it
     * @param pausesAfter whether every run pauses after it
     */
    public record Node(
            String id,
            Kind kind,
            String description,
            List<String> policies,
            Map<String, JsonValue> metadata,
            boolean pausesBefore,
            boolean pausesAfter) {
        public Node {
            policies = List.copyOf(policies);
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }

        /** What kinds of nodes there are. */
        public enum Kind {
            START,
            END,
            /** Reads the graph's state. */
            PLAIN,
            /** Works on what it is sent. */
            WORKER,
            /** Is a graph, not opened here. */
            SUBGRAPH
        }

        /** The id without the subgraphs around it. */
        public String name() {
            return id.substring(id.lastIndexOf(':') + 1);
        }
    }

    /** One possible way from node to node. */
    public record Edge(String source, String target, Kind kind) {
        /** Why it may be gone. */
        public enum Kind {
            /** Always. */
            ALWAYS,
            /** When all sources of a join have ended. */
            JOIN,
            /** When a router chooses it. */
            ROUTE,
            /** When a command of the source says so. */
            COMMAND,
            /** Once for everything that the source sends. */
            SEND,
            /** When the source has failed. */
            ERROR
        }

        /** Whether it may be gone or not. */
        public boolean conditional() {
            return kind != Kind.ALWAYS && kind != Kind.JOIN;
        }

        /** What is written beside it: the kind, unless it goes without saying. */
        public @Nullable String label() {
            return kind == Kind.ALWAYS || kind == Kind.ROUTE
                    ? null
                    : kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** As Mermaid text, which GitHub and many editors show as a picture. */
    public String mermaid() {
        return new Mermaid(this).text();
    }

    /** As LangGraph's drawing tools read it, the rims as nodes of type {@code schema}; what is ours alone stands in {@code data}. */
    public JsonValue json() {
        JsonAssembly json = new JsonAssembly()
                .openObject()
                .member("graph_id", graphId)
                .member("version", version)
                .member("fingerprint", fingerprint);
        json.name("nodes").openArray();
        nodes.forEach(node -> write(node, json));
        json.closeArray().name("edges").openArray();
        edges.forEach(edge -> write(edge, json));
        return json.closeArray().closeObject().done();
    }

    private static void write(Node node, JsonAssembly json) {
        boolean rim = node.kind() == Node.Kind.START || node.kind() == Node.Kind.END;
        json.openObject().member("id", node.id()).member("type", rim ? "schema" : "runnable");
        if (rim) {
            json.member("data", node.name()).closeObject();
            return;
        }
        json.name("data").openObject();
        json.member("id", node.id()).member("name", node.name());
        json.member("kind", node.kind().name().toLowerCase(Locale.ROOT));
        if (!node.description().isEmpty()) {
            json.member("description", node.description());
        }
        if (!node.policies().isEmpty()) {
            json.name("policies").openArray();
            node.policies().forEach(json::text);
            json.closeArray();
        }
        json.closeObject();
        Map<String, JsonValue> metadata = new LinkedHashMap<>(node.metadata());
        if (node.pausesBefore() || node.pausesAfter()) {
            metadata.put("__interrupt", JsonValue.encode(pauses(node)));
        }
        if (!metadata.isEmpty()) {
            json.name("metadata").openObject();
            metadata.forEach(json::member);
            json.closeObject();
        }
        json.closeObject();
    }

    private static String pauses(Node node) {
        return node.pausesBefore() && node.pausesAfter() ? "before,after" : node.pausesBefore() ? "before" : "after";
    }

    private static void write(Edge edge, JsonAssembly json) {
        json.openObject().member("source", edge.source()).member("target", edge.target());
        String label = edge.label();
        if (label != null) {
            json.member("data", label);
        }
        json.name("conditional").flag(edge.conditional()).closeObject();
    }
}
