package io.heddle.api;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What an assistant is made of.
 *
 * @param graphId the graph that its runs are runs of
 * @param id chosen by the caller; null lets the engine choose
 * @param description a sentence about it; null for none
 * @param config a JSON object; its {@code configurable} and {@code recursion_limit} hold for runs that say nothing else
 * @param context the younger name for {@code config.configurable}; of a name in both, this value counts
 * @param metadata a JSON object that assistants are found by; its members are also those of each run's metadata
 * @param orExisting whether an existing assistant of that id is returned, as it is, instead of refused
 */
public record NewAssistant(
        String graphId,
        @Nullable AssistantId id,
        String name,
        @Nullable String description,
        JsonValue config,
        JsonValue context,
        JsonValue metadata,
        boolean orExisting) {
    /** The name of an assistant that was given none. */
    public static final String UNTITLED = "Untitled";

    public NewAssistant {
        AssistantRules.check(name, description, config, context);
    }

    /** An assistant that changes nothing about its graph. */
    public static NewAssistant of(String graphId) {
        JsonValue nothing = JsonValue.EMPTY_OBJECT;
        return new NewAssistant(graphId, null, UNTITLED, null, nothing, nothing, nothing, false);
    }

    public NewAssistant withId(AssistantId chosen) {
        return new NewAssistant(graphId, chosen, name, description, config, context, metadata, orExisting);
    }

    public NewAssistant named(String wanted) {
        return new NewAssistant(graphId, id, wanted, description, config, context, metadata, orExisting);
    }

    public NewAssistant withConfig(JsonValue values) {
        return new NewAssistant(graphId, id, name, description, values, context, metadata, orExisting);
    }

    public NewAssistant withContext(JsonValue values) {
        return new NewAssistant(graphId, id, name, description, config, values, metadata, orExisting);
    }

    public NewAssistant withMetadata(JsonValue values) {
        return new NewAssistant(graphId, id, name, description, config, context, values, orExisting);
    }

    public NewAssistant returningExisting() {
        return new NewAssistant(graphId, id, name, description, config, context, metadata, true);
    }
}
