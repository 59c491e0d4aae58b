package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the values and tables of a script may refer to; {@code js/scripts.mjs} says the same in JavaScript.
 *
 * @param state the channels as the node or router sees them
 * @param sent what the task was sent; JSON's null if nothing
 * @param answers to the node's questions so far; grows
 * @param run how often the node has run, this time included
 */
record World(JsonNode state, JsonNode sent, List<JsonNode> answers, int run) {
    static World of(JsonNode state) {
        return new World(state, NullNode.getInstance(), new ArrayList<>(), 0);
    }

    /** Replaces references by what they stand for. */
    JsonNode evaluate(JsonNode value) {
        if (value.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            value.forEach(each -> all.add(evaluate(each)));
            return all;
        }
        if (!value.isObject()) {
            return value;
        }
        if (value.has("$state")) {
            return orNull(state.get(value.get("$state").asText()));
        }
        if (value.has("$arg")) {
            JsonNode member = value.get("$arg");
            return member.isBoolean() ? sent : orNull(sent.get(member.asText()));
        }
        if (value.has("$answer")) {
            return answers.get(value.get("$answer").asInt());
        }
        if (value.has("$run")) {
            return IntNode.valueOf(run);
        }
        if (value.has("$text")) {
            StringBuilder text = new StringBuilder();
            value.get("$text").forEach(part -> text.append(text(evaluate(part))));
            return TextNode.valueOf(text.toString());
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(member -> all.set(member.getKey(), evaluate(member.getValue())));
        return all;
    }

    /** Looks a channel's value up in a table, a list by its length; {@code otherwise} where the table says nothing. */
    JsonNode pick(JsonNode table, JsonNode otherwise) {
        JsonNode value = table.has("by") ? orNull(state.get(table.get("by").asText())) : NullNode.getInstance();
        String key = value.isArray() ? String.valueOf(value.size()) : text(value);
        JsonNode found = table.path("when").path(key);
        return found.isMissingNode() ? (table.has("else") ? table.get("else") : otherwise) : found;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static JsonNode orNull(JsonNode value) {
        return value == null ? NullNode.getInstance() : value;
    }
}
