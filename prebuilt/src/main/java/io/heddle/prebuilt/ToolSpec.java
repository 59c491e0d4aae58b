package io.heddle.prebuilt;

import io.heddle.json.JsonValue;

/**
 * What a model is told about a tool.
 *
 * @param name by which it asks for the tool; models take letters, digits, {@code _} and {@code -}
 * @param description when to use it and what it answers
 * @param parameters a JSON Schema of type {@code object}
 */
public record ToolSpec(String name, String description, JsonValue parameters) {
    private static final JsonValue NONE = JsonValue.parse("{\"type\":\"object\",\"properties\":{}}");

    /** A tool that takes no arguments. */
    public static ToolSpec of(String name, String description) {
        return new ToolSpec(name, description, NONE);
    }
}
