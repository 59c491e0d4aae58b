package io.heddle.simulation;

import io.heddle.api.CheckpointId;
import io.heddle.api.RunRequest;
import io.heddle.thread.ThreadState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a thread whenever it has come to rest. Law: a function of how the thread stands, ids and times
 * aside, so that a life with crashes and one without are asked the same.
 */
@FunctionalInterface
public interface Client {
    /** The next run; null if there is nothing more to want. */
    @Nullable
    RunRequest next(Rest rest);

    /**
     * A thread at rest.
     *
     * @param number how often it has come to rest before
     * @param checkpoints those of the graph itself, oldest first
     */
    record Rest(int number, ThreadState state, List<CheckpointId> checkpoints) {}
}
