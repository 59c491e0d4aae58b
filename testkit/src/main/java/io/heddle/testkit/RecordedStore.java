package io.heddle.testkit;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.Store;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.StoreRenewal;
import io.heddle.api.TenantId;
import io.heddle.graph.NodeStore;
import io.heddle.graph.StoreKey;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The store that nodes see, in memory, with a record of what they did there. A test fills it and looks into it through {@link
 * #in}, which is not recorded. Thread-safe.
 */
public final class RecordedStore implements Store {
    private final Store items;
    private final List<Access> accesses = new CopyOnWriteArrayList<>();

    /** An empty store whose items are as old as this clock says. */
    public RecordedStore(InstantSource clock) {
        this.items = new LocalStore(clock);
    }

    /** Something that a node did, in any tenant. */
    public sealed interface Access {
        /** @param found null if there was no such item */
        record Got(StoreAddress address, @Nullable JsonValue found) implements Access {}

        record Put(StoreAddress address, JsonValue value) implements Access {}

        record Deleted(StoreAddress address) implements Access {}

        record Searched(StoreQuery query) implements Access {}

        record Listed(NamespaceQuery query) implements Access {}
    }

    /** Everything that nodes did, in the order in which they did it. */
    public List<Access> accesses() {
        return List.copyOf(accesses);
    }

    /** What nodes read, item by item: {@code users.ada/profile}. */
    public List<String> read() {
        return accesses.stream()
                .flatMap(access -> access instanceof Access.Got got
                        ? Optional.of(got.address().toString()).stream()
                        : Optional.<String>empty().stream())
                .toList();
    }

    /** What nodes put or deleted, item by item: {@code users.ada/profile}. */
    public List<String> written() {
        return accesses.stream()
                .flatMap(access -> switch (access) {
                    case Access.Put put -> Optional.of(put.address().toString()).stream();
                    case Access.Deleted deleted -> Optional.of(deleted.address().toString()).stream();
                    case Access.Got got -> Optional.<String>empty().stream();
                    case Access.Searched searched -> Optional.<String>empty().stream();
                    case Access.Listed listed -> Optional.<String>empty().stream();
                })
                .toList();
    }

    /** The default tenant's store below a namespace, for the test itself: what is done through it is not recorded. */
    public NodeStore in(String... labels) {
        return new Unrecorded(items, StoreNamespace.of(labels));
    }

    @Override
    public CompletionStage<Optional<StoreItem>> get(TenantId tenant, StoreAddress address, StoreRenewal renewal) {
        return items.get(tenant, address, renewal).thenApply(found -> {
            accesses.add(new Access.Got(address, found.map(StoreItem::value).orElse(null)));
            return found;
        });
    }

    @Override
    public CompletionStage<Void> putAll(TenantId tenant, Collection<StoreEntry> entries) {
        entries.forEach(entry -> accesses.add(new Access.Put(entry.address(), entry.value())));
        return items.putAll(tenant, entries);
    }

    @Override
    public CompletionStage<Void> delete(TenantId tenant, StoreAddress address) {
        accesses.add(new Access.Deleted(address));
        return items.delete(tenant, address);
    }

    @Override
    public CompletionStage<List<StoreItem>> search(TenantId tenant, StoreQuery query) {
        accesses.add(new Access.Searched(query));
        return items.search(tenant, query);
    }

    @Override
    public CompletionStage<List<StoreNamespace>> listNamespaces(TenantId tenant, NamespaceQuery query) {
        accesses.add(new Access.Listed(query));
        return items.listNamespaces(tenant, query);
    }

    private record Unrecorded(Store items, StoreNamespace namespace) implements NodeStore {
        @Override
        public NodeStore in(String... labels) {
            return new Unrecorded(items, namespace.in(StoreNamespace.of(labels)));
        }

        @Override
        public <T> Optional<T> get(StoreKey<T> key) {
            return now(items.get(TenantId.DEFAULT, address(key))).map(key::read);
        }

        @Override
        public <T> void put(StoreKey<T> key, T value) {
            now(items.put(TenantId.DEFAULT, new StoreEntry(address(key), key.encode(value))));
        }

        @Override
        public <T> void put(StoreKey<T> key, T value, Duration timeToLive) {
            now(items.put(TenantId.DEFAULT, new StoreEntry(address(key), key.encode(value), timeToLive)));
        }

        @Override
        public void delete(StoreKey<?> key) {
            now(items.delete(TenantId.DEFAULT, address(key)));
        }

        @Override
        public List<StoreItem> search(StoreQuery query) {
            return now(items.search(TenantId.DEFAULT, query.within(namespace)));
        }

        @Override
        public List<StoreNamespace> listNamespaces(NamespaceQuery query) {
            return now(items.listNamespaces(TenantId.DEFAULT, query.within(namespace)));
        }

        private StoreAddress address(StoreKey<?> key) {
            return new StoreAddress(namespace, key.name());
        }

        private static <T> T now(CompletionStage<T> done) {
            return done.toCompletableFuture().join();
        }
    }
}
