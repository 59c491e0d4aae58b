package io.heddle.task;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.Store;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.TenantId;
import io.heddle.graph.NodeStore;
import io.heddle.graph.StoreKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The store as one attempt of one task sees it. Law: an attempt that does not count any more begins no write. Thread-safe. */
final class FencedStore implements NodeStore {
    private final Store store;
    private final TaskOrder order;
    private final Attempt attempt;
    private final StoreNamespace namespace;

    FencedStore(Store store, TaskOrder order, Attempt attempt) {
        this(store, order, attempt, StoreNamespace.ROOT);
    }

    private FencedStore(Store store, TaskOrder order, Attempt attempt, StoreNamespace namespace) {
        this.store = store;
        this.order = order;
        this.attempt = attempt;
        this.namespace = namespace;
    }

    @Override
    public NodeStore in(String... labels) {
        return new FencedStore(store, order, attempt, namespace.in(StoreNamespace.of(labels)));
    }

    @Override
    public <T> Optional<T> get(StoreKey<T> key) {
        return await(store.get(tenant(), address(key))).map(key::read);
    }

    @Override
    public <T> void put(StoreKey<T> key, T value) {
        StoreEntry entry = new StoreEntry(address(key), key.encode(value));
        begin(entry.address());
        await(store.put(tenant(), entry));
    }

    @Override
    public void delete(StoreKey<?> key) {
        StoreAddress address = address(key);
        begin(address);
        await(store.delete(tenant(), address));
    }

    @Override
    public List<StoreItem> search(StoreQuery query) {
        return await(store.search(tenant(), query.within(namespace)));
    }

    @Override
    public List<StoreNamespace> listNamespaces(NamespaceQuery query) {
        return await(store.listNamespaces(tenant(), query.within(namespace)));
    }

    private TenantId tenant() {
        return order.thread().tenant();
    }

    private StoreAddress address(StoreKey<?> key) {
        return new StoreAddress(namespace, key.name());
    }

    /** Right before a write, which is a sign of progress. */
    private void begin(StoreAddress address) {
        if (!attempt.counts()) {
            throw new CancellationException(
                    "node %s: store item %s is left as it is, this attempt does not count any more"
                            .formatted(order.task().node(), address));
        }
        attempt.progress();
    }

    private static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the store was at work; a write may have taken effect");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("the store failed", e.getCause());
        }
    }
}
