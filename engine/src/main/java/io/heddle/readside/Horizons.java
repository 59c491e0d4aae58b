package io.heddle.readside;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Those who wait until the follower has seen everything below a transaction number. Guarded by its own lock. */
final class Horizons {
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean closed;

    CompletionStage<Void> await(long barrier) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        synchronized (this) {
            if (!closed) {
                waiting.add(new Waiting(barrier, passed));
                return passed.minimalCompletionStage();
            }
        }
        return CompletableFuture.failedStage(new IllegalStateException("the follower of the thread index is closed"));
    }

    synchronized boolean awaited() {
        return !waiting.isEmpty();
    }

    void seenBelow(long horizon) {
        List<Waiting> passed = new ArrayList<>();
        synchronized (this) {
            waiting.removeIf(one -> one.barrier() <= horizon && passed.add(one));
        }
        passed.forEach(one -> one.passed().complete(null));
    }

    void close() {
        List<Waiting> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(one -> one.passed()
                .completeExceptionally(new IllegalStateException("the follower of the thread index was closed")));
    }

    private record Waiting(long barrier, CompletableFuture<Void> passed) {}
}
