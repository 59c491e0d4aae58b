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
 * @param namespace of the graph whose state is edited, {@code ""} for the graph itself
 */
public record StateUpdate(
        @Nullable JsonValue values,
        @Nullable String asNode,
        @Nullable CheckpointId checkpoint,
        @Nullable String author,
        @Nullable String reason,
        String namespace) {
    /** Of the graph itself. */
    public StateUpdate(
            @Nullable JsonValue values,
            @Nullable String asNode,
            @Nullable CheckpointId checkpoint,
            @Nullable String author,
            @Nullable String reason) {
        this(values, asNode, checkpoint, author, reason, "");
    }

    public static StateUpdate of(JsonValue values) {
        return new StateUpdate(values, null, null, null, null);
    }

    /** Writes nothing. */
    public static StateUpdate nothing() {
        return new StateUpdate(null, null, null, null, null);
    }

    public StateUpdate as(String node) {
        return new StateUpdate(values, node, checkpoint, author, reason, namespace);
    }

    public StateUpdate at(CheckpointId older) {
        return new StateUpdate(values, asNode, older, author, reason, namespace);
    }

    public StateUpdate by(@Nullable String who, @Nullable String why) {
        return new StateUpdate(values, asNode, checkpoint, who, why, namespace);
    }

    public StateUpdate in(String inner) {
        return new StateUpdate(values, asNode, checkpoint, author, reason, inner);
    }
}
