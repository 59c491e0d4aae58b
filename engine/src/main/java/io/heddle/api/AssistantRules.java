package io.heddle.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** What every version of an assistant must be like. */
final class AssistantRules {
    private static final int LONGEST_TEXT = 4_096;
    private static final int MOST_BYTES = 1 << 20;

    private AssistantRules() {}

    static void check(
            @Nullable String name,
            @Nullable String description,
            @Nullable JsonValue config,
            @Nullable JsonValue context) {
        text("name", name);
        text("description", description);
        size("config", config);
        size("context", context);
        if (config != null) {
            config(config.node());
        }
    }

    private static void config(JsonNode config) {
        JsonNode configurable = config.path("configurable");
        if (!configurable.isMissingNode() && !configurable.isNull() && !configurable.isObject()) {
            throw refuse("config.configurable", configurable.toString(), "a JSON object");
        }
        JsonNode limit = config.path("recursion_limit");
        boolean number = limit.isIntegralNumber() && limit.canConvertToInt() && limit.intValue() >= 1;
        if (!limit.isMissingNode() && !limit.isNull() && !number) {
            throw refuse("config.recursion_limit", limit.toString(), "a whole number of at least 1");
        }
    }

    private static void text(String field, @Nullable String text) {
        if (text != null && (text.length() > LONGEST_TEXT || text.indexOf(0) >= 0)) {
            throw refuse(
                    field,
                    text.length() + " characters",
                    "at most %d characters, none of them U+0000".formatted(LONGEST_TEXT));
        }
    }

    private static void size(String field, @Nullable JsonValue json) {
        if (json != null && json.size() > MOST_BYTES) {
            throw new ProblemException(new Problem.TooLarge(field, json.size(), MOST_BYTES));
        }
    }

    private static ProblemException refuse(String field, String found, String expected) {
        return new ProblemException(new Problem.InvalidRequest(field, found, expected));
    }
}
