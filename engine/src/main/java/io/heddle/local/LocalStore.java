package io.heddle.local;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.ProblemException;
import io.heddle.api.Store;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store in memory, which finds items by looking at each; right for thousands, not for millions. Thread-safe: everything
 * happens under one lock, before the stage is returned.
 */
public final class LocalStore implements Store {
    private final InstantSource clock;
    private final Map<TenantId, Map<StoreAddress, Kept>> tenants = new HashMap<>();
    private long puts;

    public LocalStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<StoreItem>> get(TenantId tenant, StoreAddress address) {
        return answer(() -> Optional.ofNullable(items(tenant).get(address)).map(Kept::item));
    }

    @Override
    public CompletionStage<Void> putAll(TenantId tenant, Collection<StoreEntry> entries) {
        return answer(() -> {
            Instant now = Instant.ofEpochMilli(clock.millis());
            StoreEntry.batch(entries).forEach(entry -> put(items(tenant), entry, now));
            return null;
        });
    }

    @Override
    public CompletionStage<Void> delete(TenantId tenant, StoreAddress address) {
        return answer(() -> {
            items(tenant).remove(address);
            return null;
        });
    }

    @Override
    public CompletionStage<List<StoreItem>> search(TenantId tenant, StoreQuery query) {
        return answer(() -> {
            List<StoreItem> page = items(tenant).values().stream()
                    .filter(kept -> kept.item().namespace().isIn(query.prefix()))
                    .filter(kept -> query.filter().matches(kept.item().value()))
                    .sorted(Comparator.comparingLong(Kept::put).reversed())
                    .skip(query.offset())
                    .limit(query.limit())
                    .map(Kept::item)
                    .toList();
            StoreQuery.checkBytes(
                    page.stream().mapToLong(item -> item.value().size()).sum());
            return page;
        });
    }

    @Override
    public CompletionStage<List<StoreNamespace>> listNamespaces(TenantId tenant, NamespaceQuery query) {
        return answer(() -> items(tenant).keySet().stream()
                .map(StoreAddress::namespace)
                .filter(query::matches)
                .map(query::shown)
                .distinct()
                .sorted()
                .skip(query.offset())
                .limit(query.limit())
                .toList());
    }

    private Map<StoreAddress, Kept> items(TenantId tenant) {
        return tenants.computeIfAbsent(tenant, name -> new HashMap<>());
    }

    private void put(Map<StoreAddress, Kept> items, StoreEntry entry, Instant now) {
        Kept before = items.get(entry.address());
        StoreItem item = new StoreItem(
                entry.address().namespace(),
                entry.address().key(),
                entry.value(),
                before == null ? now : before.item().createdAt(),
                now);
        items.put(entry.address(), new Kept(item, puts++));
    }

    private synchronized <T extends @Nullable Object> CompletionStage<T> answer(Supplier<T> work) {
        try {
            return CompletableFuture.completedFuture(work.get());
        } catch (ProblemException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /** @param put how many puts came before it was put */
    private record Kept(StoreItem item, long put) {}
}
