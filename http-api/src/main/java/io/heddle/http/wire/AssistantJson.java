package io.heddle.http.wire;

import io.heddle.api.AssistantView;
import io.heddle.api.GraphDescription;
import io.heddle.api.GraphSchemas;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;

/** Assistants, the drawing and the schemas of their graphs on the wire: section 2.3 of the protocol. */
public final class AssistantJson {
    private static final String START = "__start__";
    private static final String END = "__end__";

    private AssistantJson() {}

    public static Members of(AssistantView assistant) {
        return new Members()
                .with("assistant_id", assistant.id().value())
                .with("graph_id", assistant.graphId())
                .with("version", assistant.version())
                .with("name", assistant.name())
                .with("description", JsonValue.NULL)
                .with("config", assistant.config())
                .with("context", assistant.context())
                .with("metadata", assistant.metadata())
                .with("created_at", assistant.createdAt())
                .with("updated_at", assistant.updatedAt());
    }

    /** Nodes and edges as LangGraph's drawing tools read them; the rims are nodes of type {@code schema}. */
    public static JsonValue graph(GraphDescription graph) {
        Set<String> names = new LinkedHashSet<>();
        names.add(START);
        names.addAll(graph.nodes());
        names.add(END);
        JsonAssembly drawing = new JsonAssembly().openObject().name("nodes").openArray();
        for (String name : names) {
            drawing.value(node(name));
        }
        drawing.closeArray().name("edges").openArray();
        for (GraphDescription.Arrow arrow : graph.edges()) {
            drawing.value(new Members()
                    .with("source", arrow.source())
                    .with("target", arrow.target())
                    .with("conditional", JsonValue.encode(arrow.conditional()))
                    .json());
        }
        return drawing.closeArray().closeObject().done();
    }

    /** What a graph takes, gives and holds; null for what it does not declare. */
    public static JsonValue schemas(GraphSchemas schemas) {
        return new Members()
                .with("graph_id", schemas.graphId())
                .with("input_schema", schemas.input())
                .with("output_schema", schemas.output())
                .with("state_schema", schemas.state())
                .with("config_schema", schemas.config())
                .with("context_schema", schemas.context())
                .json();
    }

    private static JsonValue node(String name) {
        boolean rim = name.equals(START) || name.equals(END);
        JsonValue data = rim
                ? JsonValue.encode(name)
                : new Members().with("id", name).with("name", name).json();
        return new Members()
                .with("id", name)
                .with("type", rim ? "schema" : "runnable")
                .with("data", data)
                .json();
    }
}
