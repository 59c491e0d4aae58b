package io.heddle.local;

import io.heddle.api.ThreadKey;
import io.heddle.host.AccessLog;
import io.heddle.host.Accesses;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Counts in memory, for threads that are there. Thread-safe. */
final class LocalAccessLog implements AccessLog {
    private final Map<ThreadKey, LocalThread> threads;
    private final Map<Life, Accesses> counted = new ConcurrentHashMap<>();

    LocalAccessLog(Map<ThreadKey, LocalThread> threads) {
        this.threads = threads;
    }

    /** A thread that was deleted and made again is another session. */
    private record Life(ThreadKey key, int incarnation) {}

    @Override
    public void accessed(ThreadKey key, Accesses more) {
        LocalThread thread = threads.get(key);
        if (thread != null && thread.state().exists()) {
            counted.merge(new Life(key, thread.state().incarnation()), more, Accesses::and);
        }
    }

    @Override
    public CompletionStage<Optional<Accesses>> of(ThreadKey key) {
        LocalThread thread = threads.get(key);
        int incarnation = thread == null ? 0 : thread.state().incarnation();
        return CompletableFuture.completedStage(Optional.ofNullable(counted.get(new Life(key, incarnation))));
    }
}
