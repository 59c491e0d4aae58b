package io.heddle.api;

import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread to be made.
 *
 * @param metadata a JSON object, searchable; a {@code graph_id} in it ties the thread to a graph before its first run
 * @param ifExists what an existing thread means
 * @param ttl how long it lives; null for as long as threads live here if nobody says
 * @param supersteps what its state begins with, as of {@link Threads#bulkUpdate}; empty for nothing
 */
public record NewThread(
        JsonValue metadata, IfExists ifExists, @Nullable ThreadTtl ttl, List<List<StateUpdate>> supersteps) {
    public static final NewThread PLAIN = new NewThread(JsonValue.EMPTY_OBJECT, IfExists.RAISE);

    public NewThread {
        supersteps = supersteps.stream().map(List::copyOf).toList();
    }

    /** A thread without a state. */
    public NewThread(JsonValue metadata, IfExists ifExists) {
        this(metadata, ifExists, null, List.of());
    }

    /** A thread that lives as long as threads do here. */
    public NewThread(JsonValue metadata, IfExists ifExists, List<List<StateUpdate>> supersteps) {
        this(metadata, ifExists, null, supersteps);
    }

    public NewThread lasting(ThreadTtl lifetime) {
        return new NewThread(metadata, ifExists, lifetime, supersteps);
    }

    /** What happens when the thread is already there. */
    public enum IfExists {
        /** The caller is told so. */
        RAISE,
        /** The caller gets the thread as it is. */
        DO_NOTHING
    }
}
