package io.heddle.local;

import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadView;
import io.heddle.host.ThreadIndex;
import io.heddle.json.Containment;
import io.heddle.json.JsonValue;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Searches threads by looking at each; right for hundreds, not for millions. */
record LocalIndex(Map<ThreadKey, LocalThread> threads, ThreadViews views) implements ThreadIndex {
    @Override
    public CompletionStage<ThreadPage> search(TenantId tenant, ThreadQuery query) {
        List<ThreadView> matching = matching(tenant, query);
        List<ThreadView> page = matching.stream()
                .sorted(order(query))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
        return CompletableFuture.completedFuture(new ThreadPage(page, matching.size()));
    }

    @Override
    public CompletionStage<Long> count(TenantId tenant, ThreadQuery query) {
        return CompletableFuture.completedFuture((long) matching(tenant, query).size());
    }

    @Override
    public CompletionStage<Void> saved(ThreadKey key) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> deleted(ThreadKey key) {
        return CompletableFuture.completedStage(null);
    }

    private List<ThreadView> matching(TenantId tenant, ThreadQuery query) {
        return threads.values().stream()
                .map(LocalThread::state)
                .filter(ThreadState::exists)
                .filter(state -> state.key().tenant().equals(tenant))
                .map(views::thread)
                .filter(thread -> matches(thread, query))
                .toList();
    }

    private static boolean matches(ThreadView thread, ThreadQuery query) {
        return (query.ids() == null || query.ids().contains(thread.key().thread()))
                && (query.status() == null || query.status() == thread.status())
                && contains(thread.metadata(), query.metadata())
                && contains(thread.values(), query.values());
    }

    private static boolean contains(@Nullable JsonValue whole, @Nullable JsonValue part) {
        return part == null || (whole != null && Containment.contains(whole.node(), part.node()));
    }

    private static Comparator<ThreadView> order(ThreadQuery query) {
        Comparator<ThreadView> byId =
                Comparator.comparing(thread -> thread.key().thread().value());
        Comparator<ThreadView> order = switch (query.sortBy()) {
            case THREAD_ID -> byId;
            case STATUS -> Comparator.comparing(thread -> thread.status().wire());
            case CREATED_AT -> Comparator.comparing(ThreadView::createdAt);
            case UPDATED_AT -> Comparator.comparing(ThreadView::updatedAt);
            case STATE_UPDATED_AT -> Comparator.comparing(ThreadView::stateUpdatedAt);
        };
        return (query.ascending() ? order : order.reversed()).thenComparing(byId);
    }
}
