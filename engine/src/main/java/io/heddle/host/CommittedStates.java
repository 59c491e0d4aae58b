package io.heddle.host;

import io.heddle.thread.ThreadState;

/**
 * Is shown the state of each thread of this node once its row is durable, in the order of its rows. Called by the thread's
 * host, which waits: must be quick, throw nothing, and be thread-safe.
 */
@FunctionalInterface
public interface CommittedStates {
    /** For hosts whose states nobody follows. */
    CommittedStates UNSEEN = state -> {};

    void committed(ThreadState state);
}
