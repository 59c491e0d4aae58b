package io.heddle.http.wire;

import io.heddle.api.AssistantId;
import io.heddle.api.AssistantPatch;
import io.heddle.api.AssistantQuery;
import io.heddle.api.AssistantView;
import io.heddle.api.GraphSchemas;
import io.heddle.api.NewAssistant;
import io.heddle.json.JsonValue;
import java.util.Map;
import java.util.Objects;

/** Assistants and the schemas of their graphs on the wire: section 2.3 of the protocol. */
public final class AssistantJson {
    private static final Map<String, Boolean> IF_EXISTS = Words.of("do_nothing", true, "raise", false);
    private static final Map<String, AssistantQuery.SortBy> SORT_BY = Words.ofNames(AssistantQuery.SortBy.values());
    private static final Map<String, Boolean> SORT_ORDER = Words.of("asc", true, "desc", false);

    private AssistantJson() {}

    public static Members of(AssistantView assistant) {
        return new Members()
                .with("assistant_id", assistant.id().value())
                .with("graph_id", assistant.graphId())
                .with("version", assistant.version())
                .with("name", assistant.name())
                .with("description", assistant.description())
                .with("config", assistant.config())
                .with("context", assistant.context())
                .with("metadata", assistant.metadata())
                .with("created_at", assistant.createdAt())
                .with("updated_at", assistant.updatedAt());
    }

    /** The body that makes an assistant. */
    public static NewAssistant creation(Fields body) {
        String id = body.text("assistant_id");
        return new NewAssistant(
                body.requiredText("graph_id"),
                id == null ? null : new AssistantId(id),
                Objects.requireNonNullElse(body.text("name"), NewAssistant.UNTITLED),
                body.text("description"),
                body.objectOrEmpty("config"),
                body.objectOrEmpty("context"),
                Metadata.read(body, "metadata"),
                body.word("if_exists", IF_EXISTS, false));
    }

    /** The body that makes another version. */
    public static AssistantPatch patch(Fields body) {
        return new AssistantPatch(
                body.text("graph_id"),
                body.text("name"),
                body.text("description"),
                body.object("config"),
                body.object("context"),
                body.has("metadata") ? Metadata.read(body, "metadata") : null);
    }

    /** The body that searches or counts assistants. */
    public static AssistantQuery search(Fields body) {
        return new AssistantQuery(
                body.text("graph_id"),
                body.text("name"),
                body.object("metadata"),
                body.number("limit", 10, 1, 1000),
                body.number("offset", 0, 0, Integer.MAX_VALUE),
                body.word("sort_by", SORT_BY, AssistantQuery.SortBy.CREATED_AT),
                body.word("sort_order", SORT_ORDER, false));
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
