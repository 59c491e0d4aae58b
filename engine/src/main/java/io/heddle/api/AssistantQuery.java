package io.heddle.api;

import io.heddle.json.Containment;
import io.heddle.json.JsonValue;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which assistants to find, in what order. Each filter left null matches everything.
 *
 * @param name a part of the name, whatever its case
 * @param metadata containment: every member named must be there with an equal value, nested objects likewise
 */
public record AssistantQuery(
        @Nullable String graphId,
        @Nullable String name,
        @Nullable JsonValue metadata,
        int limit,
        int offset,
        SortBy sortBy,
        boolean ascending) {
    /** The ten newest. */
    public static final AssistantQuery ALL = new AssistantQuery(null, null, null, 10, 0, SortBy.CREATED_AT, false);

    /** What the result is ordered by; ties are broken by assistant id. */
    public enum SortBy {
        ASSISTANT_ID,
        GRAPH_ID,
        NAME,
        CREATED_AT,
        UPDATED_AT
    }

    /** Whether an assistant is to be found. */
    public boolean matches(AssistantView assistant) {
        return (graphId == null || graphId.equals(assistant.graphId()))
                && (name == null || assistant.name().toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)))
                && (metadata == null
                        || Containment.contains(assistant.metadata().node(), metadata.node()));
    }

    /** The order of what is found. */
    public Comparator<AssistantView> order() {
        Comparator<AssistantView> byId =
                Comparator.comparing(assistant -> assistant.id().value());
        Comparator<AssistantView> whole = (switch (sortBy) {
                    case ASSISTANT_ID -> byId;
                    case GRAPH_ID -> Comparator.comparing(AssistantView::graphId);
                    case NAME -> Comparator.comparing(AssistantView::name);
                    case CREATED_AT -> Comparator.comparing(AssistantView::createdAt);
                    case UPDATED_AT -> Comparator.comparing(AssistantView::updatedAt);
                })
                .thenComparing(byId);
        return ascending ? whole : whole.reversed();
    }

    /** The same query for all that is found up to the end of this page. */
    public AssistantQuery fromTheFirst() {
        int end = (int) Math.min(Integer.MAX_VALUE, (long) offset + limit);
        return new AssistantQuery(graphId, name, metadata, end, 0, sortBy, ascending);
    }
}
