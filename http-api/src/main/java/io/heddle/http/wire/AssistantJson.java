package io.heddle.http.wire;

import io.heddle.api.AssistantView;
import io.heddle.api.GraphSchemas;
import io.heddle.json.JsonValue;

/** Assistants and the schemas of their graphs on the wire: section 2.3 of the protocol. */
public final class AssistantJson {
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
}
