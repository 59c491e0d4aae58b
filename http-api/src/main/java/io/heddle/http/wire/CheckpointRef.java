package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.CheckpointId;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which checkpoint a request means. Clients send back the checkpoint object they were given, or its bare id, or both forms
 * at once; {@code thread_id} and {@code checkpoint_map} in it say nothing new for a graph without subgraphs.
 */
public final class CheckpointRef {
    private CheckpointRef() {}

    /** The checkpoint that {@code checkpoint}, {@code checkpoint_id} or {@code config.configurable.checkpoint_id} name. */
    public static @Nullable CheckpointId read(Fields body) {
        CheckpointId byObject = inObject(body.inner("checkpoint"));
        CheckpointId byId = id(body.text("checkpoint_id"));
        return byObject == null ? byId : byObject;
    }

    /** The checkpoint an object names; null if there is no object or it names the head. */
    public static @Nullable CheckpointId inObject(@Nullable Fields checkpoint) {
        if (checkpoint == null) {
            return null;
        }
        String namespace = checkpoint.text("checkpoint_ns");
        if (namespace != null && !namespace.isEmpty()) {
            throw new ProblemException(new Problem.Unsupported(
                    checkpoint.path("checkpoint_ns"),
                    "\"" + namespace + "\"",
                    "there are no subgraphs yet; leave it empty"));
        }
        return id(checkpoint.text("checkpoint_id"));
    }

    /** {@code before} of a history: an id, a checkpoint object, or a config that holds one. */
    public static @Nullable CheckpointId before(Fields body) {
        JsonNode before = body.any("before");
        if (before.isTextual()) {
            return id(before.textValue());
        }
        Fields object = body.inner("before");
        Fields configurable = object == null ? null : object.inner("configurable");
        return inObject(configurable == null ? object : configurable);
    }

    public static @Nullable CheckpointId id(@Nullable String text) {
        return text == null || text.isEmpty() ? null : new CheckpointId(text);
    }
}
