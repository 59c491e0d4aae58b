package io.heddle.step;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A question to a human.
 *
 * @param key its name within the visit; {@code #n} for the n-th plain interrupt
 * @param id 32 lower-case hexadecimal digits: a function of visit and key
 * @param value what is shown
 * @param answer null while nobody has answered
 */
public record Ask(
        String key, String id, JsonValue value, @Nullable JsonValue answer) {
    Ask answered(JsonValue given) {
        return new Ask(key, id, value, given);
    }
}
