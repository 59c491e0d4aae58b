package io.heddle.store;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.ProblemException;
import io.heddle.api.Store;
import io.heddle.api.StoreAddress;
import io.heddle.api.StoreEntry;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import io.heddle.api.TenantId;
import io.heddle.jdbc.Database;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The store in PostgreSQL. Thread-safe; each call is one transaction on one of the database's threads. */
public final class JdbcStore implements Store {
    private final Database database;
    private final InstantSource clock;

    /** @param clock tells when items are put */
    public JdbcStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<StoreItem>> get(TenantId tenant, StoreAddress address) {
        return database.call(connection -> StoreTable.get(connection, tenant, address));
    }

    @Override
    public CompletionStage<Void> putAll(TenantId tenant, Collection<StoreEntry> entries) {
        Collection<StoreEntry> batch;
        try {
            batch = StoreEntry.batch(entries);
        } catch (ProblemException refused) {
            return CompletableFuture.failedFuture(refused);
        }
        long now = clock.millis();
        return database.transact(connection -> StoreTable.put(connection, tenant, batch, now))
                .thenAccept(rows -> {});
    }

    @Override
    public CompletionStage<Void> delete(TenantId tenant, StoreAddress address) {
        return database.call(connection -> StoreTable.delete(connection, tenant, address))
                .thenAccept(rows -> {});
    }

    @Override
    public CompletionStage<List<StoreItem>> search(TenantId tenant, StoreQuery query) {
        return database.transact(connection -> StoreSearch.items(connection, tenant, query));
    }

    @Override
    public CompletionStage<List<StoreNamespace>> listNamespaces(TenantId tenant, NamespaceQuery query) {
        return database.call(connection -> StoreSearch.namespaces(connection, tenant, query));
    }
}
