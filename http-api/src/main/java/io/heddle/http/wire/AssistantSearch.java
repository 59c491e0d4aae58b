package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.AssistantView;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body that searches or counts assistants. They are few and in memory, so they are filtered here.
 *
 * @param name part of the name, whatever its case
 * @param metadata containment filter
 */
public record AssistantSearch(
        @Nullable String graphId,
        @Nullable String name,
        JsonNode metadata,
        int limit,
        int offset,
        Comparator<AssistantView> order,
        boolean ascending) {
    private static final Map<String, Comparator<AssistantView>> SORT_BY = Map.of(
            "assistant_id", Comparator.comparing(assistant -> assistant.id().value()),
            "graph_id", Comparator.comparing(AssistantView::graphId),
            "name", Comparator.comparing(AssistantView::name),
            "created_at", Comparator.comparing(AssistantView::createdAt),
            "updated_at", Comparator.comparing(AssistantView::updatedAt));

    private static final Map<String, Boolean> SORT_ORDER = Words.of("asc", true, "desc", false);

    public static AssistantSearch read(Fields body) {
        body.object("metadata");
        return new AssistantSearch(
                body.text("graph_id"),
                body.text("name"),
                body.any("metadata"),
                body.number("limit", 10, 1, 1000),
                body.number("offset", 0, 0, Integer.MAX_VALUE),
                body.word("sort_by", SORT_BY, Comparator.comparing(AssistantView::createdAt)),
                body.word("sort_order", SORT_ORDER, false));
    }

    /** All that match, in order, before paging. */
    public List<AssistantView> of(List<AssistantView> all) {
        return all.stream()
                .filter(this::matches)
                .sorted(ascending ? order : order.reversed())
                .toList();
    }

    private boolean matches(AssistantView assistant) {
        boolean named =
                name == null || assistant.name().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
        boolean graph = graphId == null || graphId.equals(assistant.graphId());
        return named
                && graph
                && (metadata.isNull() || contains(assistant.metadata().node(), metadata));
    }

    /** Whether every member wanted is there with an equal value, objects recursively. */
    static boolean contains(JsonNode whole, JsonNode wanted) {
        if (!wanted.isObject() || !whole.isObject()) {
            return whole.equals(wanted);
        }
        return wanted.properties().stream().allMatch(member -> {
            JsonNode found = whole.get(member.getKey());
            return found != null && contains(found, member.getValue());
        });
    }
}
