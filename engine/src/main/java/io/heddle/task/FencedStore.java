package io.heddle.task;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.TenantId;
import io.heddle.graph.NodeStore;
import io.heddle.graph.StoreKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** The store as one attempt of one task sees it. Law: an attempt that does not count any more begins no write. Thread-safe. */
final class FencedStore implements NodeStore {
    private final StoreTurns store;
    private final TaskOrder order;
    private final Attempt attempt;
    private final StoreNamespace namespace;

    FencedStore(StoreTurns store, TaskOrder order, Attempt attempt) {
        this(store, order, attempt, StoreNamespace.ROOT);
    }

    private FencedStore(StoreTurns store, TaskOrder order, Attempt attempt, StoreNamespace namespace) {
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
        StoreAddress address = address(key);
        return store.await(it -> it.get(tenant(), address)).map(key::read);
    }

    @Override
    public <T> void put(StoreKey<T> key, T value) {
        put(new StoreEntry(address(key), key.encode(value)));
    }

    @Override
    public <T> void put(StoreKey<T> key, T value, Duration timeToLive) {
        put(new StoreEntry(address(key), key.encode(value), timeToLive));
    }

    private void put(StoreEntry entry) {
        store.await(it -> {
            begin(entry.address());
            return it.put(tenant(), entry);
        });
    }

    @Override
    public void delete(StoreKey<?> key) {
        StoreAddress address = address(key);
        store.await(it -> {
            begin(address);
            return it.delete(tenant(), address);
        });
    }

    @Override
    public List<StoreItem> search(StoreQuery query) {
        return store.await(it -> it.search(tenant(), query.within(namespace)));
    }

    @Override
    public List<StoreNamespace> listNamespaces(NamespaceQuery query) {
        return store.await(it -> it.listNamespaces(tenant(), query.within(namespace)));
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
}
