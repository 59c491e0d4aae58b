package io.heddle.host;

import io.heddle.api.StorageView;
import io.heddle.api.ThreadKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What is kept of threads, and for how long, wherever that is. Thread-safe; any number of nodes may ask at once. */
public interface Retention {
    /** Keeps what {@code source} has written until {@code copy} needs it no more. */
    CompletionStage<Void> share(ThreadKey source, ThreadKey copy);

    /** At most {@code limit} threads whose time may be over; for a while nobody else is told of them. */
    CompletionStage<List<ThreadKey>> expired(Instant now, int limit);

    /** The thread's time may be over at {@code when}, and not before. */
    CompletionStage<Void> lookAgain(ThreadKey key, Instant when);

    /** Removes what at most {@code limit} threads have forgotten and no copy needs; tells how many they were. */
    CompletionStage<Integer> purge(int limit);

    /** What a thread takes up. */
    CompletionStage<StorageView> storage(ThreadKey key);
}
