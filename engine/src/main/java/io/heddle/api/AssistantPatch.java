package io.heddle.api;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What the next version of an assistant has otherwise than the one before; what is null stays.
 *
 * @param config takes the place of the whole configuration
 * @param context takes the place of the whole context
 * @param metadata merged into the metadata, key by key
 */
public record AssistantPatch(
        @Nullable String graphId,
        @Nullable String name,
        @Nullable String description,
        @Nullable JsonValue config,
        @Nullable JsonValue context,
        @Nullable JsonValue metadata) {
    public AssistantPatch {
        AssistantRules.check(name, description, config, context);
    }
}
