package io.heddle.store;

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
    private final boolean renewOnRead;

    /**
     * @param clock tells when items are put, and whether their time is over
     * @param renewOnRead whether reading renews what was put for a time, when the reader does not say
     */
    public JdbcStore(Database database, InstantSource clock, boolean renewOnRead) {
        this.database = database;
        this.clock = clock;
        this.renewOnRead = renewOnRead;
    }

    @Override
    public CompletionStage<Optional<StoreItem>> get(TenantId tenant, StoreAddress address, StoreRenewal renewal) {
        StoreTable.Reading reading = reading(renewal);
        return database.call(connection -> {
            Optional<StoreItem> found = StoreTable.get(connection, tenant, address, reading);
            StoreTable.renew(connection, tenant, found.stream().toList(), reading);
            return found;
        });
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
        StoreTable.Reading reading = reading(query.renewal());
        return database.transact(connection -> {
            List<StoreItem> found = StoreSearch.items(connection, tenant, query, reading);
            StoreTable.renew(connection, tenant, found, reading);
            return found;
        });
    }

    @Override
    public CompletionStage<List<StoreNamespace>> listNamespaces(TenantId tenant, NamespaceQuery query) {
        long now = clock.millis();
        return database.call(connection -> StoreSearch.namespaces(connection, tenant, query, now));
    }

    private StoreTable.Reading reading(StoreRenewal renewal) {
        return new StoreTable.Reading(clock.millis(), renewal.renews(renewOnRead));
    }
}
