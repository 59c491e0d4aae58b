package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one channel differs between two states. */
public sealed interface ChannelDifference {
    String channel();

    /**
     * Another value.
     *
     * @param before null if it had none
     * @param after null if it has none
     */
    record Value(
            String channel,
            @Nullable JsonValue before,
            @Nullable JsonValue after) implements ChannelDifference {}

    /**
     * Other elements, of a log or a conversation.
     *
     * @param removed those that are only before, in order
     * @param added those that are only after, in order
     * @param replaced messages of one id with another content
     */
    record Elements(String channel, List<JsonValue> removed, List<JsonValue> added, List<Replaced> replaced)
            implements ChannelDifference {
        public Elements {
            removed = List.copyOf(removed);
            added = List.copyOf(added);
            replaced = List.copyOf(replaced);
        }
    }

    /** An element before and after. */
    record Replaced(JsonValue before, JsonValue after) {}
}
