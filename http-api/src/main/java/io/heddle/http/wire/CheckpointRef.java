package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.StateQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which checkpoint a request means. Clients send back the checkpoint object they were given, or its bare id, or both forms
 * at once; {@code thread_id} and {@code checkpoint_map} in it say nothing new, since an id is found without them.
 *
 * @param namespace of the graph, {@code ""} for the graph itself
 * @param id null for where the graph stands
 */
public record CheckpointRef(String namespace, @Nullable CheckpointId id) {
    private static final CheckpointRef HEAD = new CheckpointRef("", null);

    /** The checkpoint that {@code checkpoint} and {@code checkpoint_id} name. */
    public static CheckpointRef read(Fields body) {
        CheckpointRef byObject = inObject(body.inner("checkpoint"));
        CheckpointId byId = id(body.text("checkpoint_id"));
        return byObject.id == null && byId != null ? new CheckpointRef(byObject.namespace, byId) : byObject;
    }

    /** The checkpoint an object names; the head if there is no object. */
    public static CheckpointRef inObject(@Nullable Fields checkpoint) {
        if (checkpoint == null) {
            return HEAD;
        }
        String namespace = checkpoint.text("checkpoint_ns");
        return new CheckpointRef(namespace == null ? "" : namespace, id(checkpoint.text("checkpoint_id")));
    }

    /** {@code before} of a history: an id, a checkpoint object, or a config that holds one. */
    public static @Nullable CheckpointId before(Fields body) {
        JsonNode before = body.any("before");
        if (before.isTextual()) {
            return id(before.textValue());
        }
        Fields object = body.inner("before");
        Fields configurable = object == null ? null : object.inner("configurable");
        return inObject(configurable == null ? object : configurable).id;
    }

    public static @Nullable CheckpointId id(@Nullable String text) {
        return text == null || text.isEmpty() ? null : new CheckpointId(text);
    }

    /** The query that reads it. */
    public StateQuery query() {
        return new StateQuery(namespace, id, false);
    }
}
