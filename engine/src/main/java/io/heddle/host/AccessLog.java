package io.heddle.host;

import io.heddle.api.ThreadKey;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Counts requests about threads, without the threads' knowing. Thread-safe. */
public interface AccessLog {
    /** Returns at once; what it is told may be lost in a crash. */
    void accessed(ThreadKey key, Accesses more);

    /** What is known by now; empty if nothing is. */
    CompletionStage<Optional<Accesses>> of(ThreadKey key);
}
