package io.heddle.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.AssistantView;
import io.heddle.api.RunRequest;
import io.heddle.json.JsonValue;

/**
 * What a run takes over from its assistant. Law: what the request says counts, member by member; the assistant fills in the
 * rest. Of the assistant's own two, the context counts before the configuration. Pure.
 */
final class Assisted {
    private Assisted() {}

    /** What a run is configured with. */
    static JsonValue config(AssistantView assistant, JsonValue given) {
        JsonValue own = over(part(assistant.config(), "configurable"), assistant.context());
        return over(own, given);
    }

    /** A run's metadata; that of a graph's own assistant says nothing about its runs. */
    static JsonValue metadata(AssistantView assistant, boolean isSystem, JsonValue given) {
        return isSystem ? given : over(assistant.metadata(), given);
    }

    /** Supersteps allowed: the assistant's number where the request has the usual one. */
    static int stepLimit(AssistantView assistant, int given) {
        if (given != RunRequest.DEFAULT_STEP_LIMIT || assistant.config().equals(JsonValue.EMPTY_OBJECT)) {
            return given;
        }
        JsonNode own = assistant.config().node().path("recursion_limit");
        return own.isInt() ? own.intValue() : given;
    }

    /** The members of both; of those in both, the second's. */
    private static JsonValue over(JsonValue under, JsonValue upper) {
        if (under.equals(JsonValue.EMPTY_OBJECT)) {
            return upper;
        }
        if (upper.equals(JsonValue.EMPTY_OBJECT)) {
            return under;
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.setAll((ObjectNode) under.node());
        both.setAll((ObjectNode) upper.node());
        return JsonValue.of(both);
    }

    private static JsonValue part(JsonValue whole, String name) {
        if (whole.equals(JsonValue.EMPTY_OBJECT)) {
            return whole;
        }
        JsonNode found = whole.node().path(name);
        return found.isObject() ? JsonValue.of(found) : JsonValue.EMPTY_OBJECT;
    }
}
