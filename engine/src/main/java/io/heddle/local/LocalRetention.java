package io.heddle.local;

import io.heddle.api.StorageView;
import io.heddle.api.ThreadKey;
import io.heddle.host.Retention;
import io.heddle.thread.ThreadState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds threads whose time is over by looking at each. What is forgotten goes when the engine is closed. */
record LocalRetention(Map<ThreadKey, LocalThread> threads) implements Retention {
    @Override
    public CompletionStage<Void> share(ThreadKey source, ThreadKey copy) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<ThreadKey>> expired(Instant now, int limit) {
        return CompletableFuture.completedStage(threads.values().stream()
                .map(LocalThread::state)
                .filter(state -> isOver(state, now))
                .map(ThreadState::key)
                .limit(limit)
                .toList());
    }

    @Override
    public CompletionStage<Void> lookAgain(ThreadKey key, Instant when) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Integer> purge(int limit) {
        return CompletableFuture.completedStage(0);
    }

    @Override
    public CompletionStage<StorageView> storage(ThreadKey key) {
        LocalThread thread = threads.get(key);
        return thread == null
                ? CompletableFuture.failedStage(new IllegalStateException("thread %s is not here".formatted(key)))
                : CompletableFuture.completedStage(thread.storage());
    }

    private static boolean isOver(ThreadState state, Instant now) {
        Long end = state.expiresAt();
        return state.exists() && end != null && end <= now.toEpochMilli();
    }
}
