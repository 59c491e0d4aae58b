package io.heddle.host;

import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import java.util.concurrent.CompletionStage;

/** What may be asked about many threads. Never wakes one. Thread-safe. */
public interface ThreadIndex {
    CompletionStage<ThreadPage> search(TenantId tenant, ThreadQuery query);

    CompletionStage<Long> count(TenantId tenant, ThreadQuery query);

    /** Has the row of a thread that somebody has just made or changed written before the answer goes out. */
    CompletionStage<Void> saved(ThreadKey key);

    /** Has the row of a deleted thread gone before the answer goes out. */
    CompletionStage<Void> deleted(ThreadKey key);
}
