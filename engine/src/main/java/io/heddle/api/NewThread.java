package io.heddle.api;

import io.heddle.json.JsonValue;

/**
 * A thread to be made.
 *
 * @param metadata a JSON object, searchable; a {@code graph_id} in it ties the thread to a graph before its first run
 * @param ifExists what an existing thread means
 */
public record NewThread(JsonValue metadata, IfExists ifExists) {
    public static final NewThread PLAIN = new NewThread(JsonValue.EMPTY_OBJECT, IfExists.RAISE);

    /** What happens when the thread is already there. */
    public enum IfExists {
        /** The caller is told so. */
        RAISE,
        /** The caller gets the thread as it is. */
        DO_NOTHING
    }
}
