package io.heddle.local;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.ProblemException;
import io.heddle.api.Store;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.StoreRenewal;
import io.heddle.api.TenantId;
import java.time.Duration;
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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The store in memory, which finds items by looking at each; right for thousands, not for millions. Reading renews what was
 * put for a time. Thread-safe: everything happens under one lock, before the stage is returned.
 */
public final class LocalStore implements Store {
    private final InstantSource clock;
    private final Map<TenantId, Map<StoreAddress, Kept>> tenants = new HashMap<>();
    private long puts;

    public LocalStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<StoreItem>> get(TenantId tenant, StoreAddress address, StoreRenewal renewal) {
        return answer(
                tenant,
                (items, now) -> Optional.ofNullable(items.get(address)).map(kept -> read(items, kept, renewal, now)));
    }

    @Override
    public CompletionStage<Void> putAll(TenantId tenant, Collection<StoreEntry> entries) {
        return answer(tenant, (items, now) -> {
            StoreEntry.batch(entries).forEach(entry -> put(items, entry, now));
            return null;
        });
    }

    @Override
    public CompletionStage<Void> delete(TenantId tenant, StoreAddress address) {
        return answer(tenant, (items, now) -> {
            items.remove(address);
            return null;
        });
    }

    @Override
    public CompletionStage<List<StoreItem>> search(TenantId tenant, StoreQuery query) {
        return answer(tenant, (items, now) -> {
            List<Kept> page = items.values().stream()
                    .filter(kept -> kept.item().namespace().isIn(query.prefix()))
                    .filter(kept -> query.filter().matches(kept.item().value()))
                    .sorted(Comparator.comparingLong(Kept::put).reversed())
                    .skip(query.offset())
                    .limit(query.limit())
                    .toList();
            StoreQuery.checkBytes(
                    page.stream().mapToLong(kept -> kept.item().value().size()).sum());
            return page.stream()
                    .map(kept -> read(items, kept, query.renewal(), now))
                    .toList();
        });
    }

    @Override
    public CompletionStage<List<StoreNamespace>> listNamespaces(TenantId tenant, NamespaceQuery query) {
        return answer(
                tenant,
                (items, now) -> items.keySet().stream()
                        .map(StoreAddress::namespace)
                        .filter(query::matches)
                        .map(query::shown)
                        .distinct()
                        .sorted()
                        .skip(query.offset())
                        .limit(query.limit())
                        .toList());
    }

    private void put(Map<StoreAddress, Kept> items, StoreEntry entry, Instant now) {
        Kept before = items.get(entry.address());
        Duration time = entry.timeToLive();
        StoreItem item = new StoreItem(
                entry.address().namespace(),
                entry.address().key(),
                entry.value(),
                before == null ? now : before.item().createdAt(),
                now,
                time == null ? null : now.plus(time));
        items.put(entry.address(), new Kept(item, puts++, time));
    }

    private static StoreItem read(Map<StoreAddress, Kept> items, Kept kept, StoreRenewal renewal, Instant now) {
        StoreItem item = kept.item();
        if (kept.time() == null || !renewal.renews(true)) {
            return item;
        }
        StoreItem renewed = new StoreItem(
                item.namespace(), item.key(), item.value(), item.createdAt(), item.updatedAt(), now.plus(kept.time()));
        items.put(new StoreAddress(item.namespace(), item.key()), new Kept(renewed, kept.put(), kept.time()));
        return renewed;
    }

    /** Does the work on the items of a tenant that are not over. */
    private synchronized <T extends @Nullable Object> CompletionStage<T> answer(
            TenantId tenant, BiFunction<Map<StoreAddress, Kept>, Instant, T> work) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Map<StoreAddress, Kept> items = tenants.computeIfAbsent(tenant, name -> new HashMap<>());
        items.values().removeIf(kept -> kept.isOver(now));
        try {
            return CompletableFuture.completedFuture(work.apply(items, now));
        } catch (ProblemException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    /**
     * An item.
     *
     * @param put how many puts came before it was put
     * @param time how long it lives after it was put or read; null for ever
     */
    private record Kept(StoreItem item, long put, @Nullable Duration time) {
        boolean isOver(Instant now) {
            return item.expiresAt() != null && !item.expiresAt().isAfter(now);
        }
    }
}
