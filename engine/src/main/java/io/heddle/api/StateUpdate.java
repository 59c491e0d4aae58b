package io.heddle.api;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A hand edit of a thread's state.
 *
 * @param values a JSON object, channel name to written value; null writes nothing
 * @param asNode the node that is taken to have written it; null means whoever wrote last
 * @param checkpoint the older checkpoint to branch from; null means the head
 * @param author who did it, for the history
 * @param reason why, for the history
 */
public record StateUpdate(
        @Nullable JsonValue values,
        @Nullable String asNode,
        @Nullable CheckpointId checkpoint,
        @Nullable String author,
        @Nullable String reason) {
    public static StateUpdate of(JsonValue values) {
        return new StateUpdate(values, null, null, null, null);
    }

    public StateUpdate as(String node) {
        return new StateUpdate(values, node, checkpoint, author, reason);
    }

    public StateUpdate at(CheckpointId older) {
        return new StateUpdate(values, asNode, older, author, reason);
    }
}
