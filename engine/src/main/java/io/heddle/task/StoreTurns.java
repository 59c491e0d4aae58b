package io.heddle.task;

import io.heddle.api.Store;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * How the nodes of one engine wait for the store: a few at a time, so that a thousand of them that remember something at once
 * take turns, instead of being refused by a database that has no room for more. Thread-safe.
 */
final class StoreTurns {
    /** Few enough to leave others their place before the database, enough to keep all its connections busy. */
    static final int AT_ONCE = 64;

    private final Store store;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    StoreTurns(Store store) {
        this.store = store;
    }

    /** Makes a call when its turn comes, and waits for what it comes to. */
    <T> T await(Function<Store, CompletionStage<T>> call) {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            throw interrupted("before the store was asked");
        }
        try {
            return call.apply(store).toCompletableFuture().get();
        } catch (InterruptedException e) {
            throw interrupted("while the store was at work; a write may have taken effect");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("the store failed", e.getCause());
        } finally {
            turns.release();
        }
    }

    private static CancellationException interrupted(String when) {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted " + when);
    }
}
