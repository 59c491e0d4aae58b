package io.heddle.runtime;

import io.heddle.api.*;
import io.heddle.host.ThreadIndex;
import java.util.List;
import java.util.concurrent.*;

final class StubIndex implements ThreadIndex {
    @Override
    public CompletionStage<ThreadPage> search(TenantId tenant, ThreadQuery query) {
        return CompletableFuture.completedFuture(new ThreadPage(List.of(), 0));
    }

    @Override
    public CompletionStage<Long> count(TenantId tenant, ThreadQuery query) {
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public CompletionStage<Void> saved(ThreadView thread) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> deleted(ThreadKey key) {
        return CompletableFuture.completedStage(null);
    }
}
