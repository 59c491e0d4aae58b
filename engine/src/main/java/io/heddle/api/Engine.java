package io.heddle.api;

/**
 * A running engine: the one door to threads, runs, assistants, the store and crons, whoever asks and wherever they live. Thread-safe.
 *
 * <p>Every answer is a {@link java.util.concurrent.CompletionStage}; an expected refusal completes it with a
 * {@link ProblemException} that carries a {@link Problem}. Two engines keep this contract: one in a single JVM without
 * actors, one sharded over a cluster with a journal in PostgreSQL.
 */
public interface Engine extends AutoCloseable {
    Threads threads();

    Runs runs();

    Assistants assistants();

    Store store();

    Crons crons();

    /** Stops taking work, lets tasks in flight finish within the engine's deadline, and releases what it holds. */
    @Override
    void close();
}
