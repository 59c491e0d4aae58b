package io.heddle.api;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Long-term memory across threads: items under a namespace and a key, apart for each tenant. It is no part of any thread's
 * state; going back in a thread's history leaves it as it is. Thread-safe.
 *
 * <p>Every write is durable when its stage completes, and every read that begins after that sees it. Putting the same once
 * more is harmless. Addresses, values and queries refuse what does not fit when they are made.
 *
 * <p>An item that was put for a time is gone when that is over, by the clock of the node that looks. What is read counts as
 * used, so by default its time starts anew: {@link StoreRenewal}.
 */
public interface Store {
    /** The item, or empty if there is none. */
    default CompletionStage<Optional<StoreItem>> get(TenantId tenant, StoreAddress address) {
        return get(tenant, address, StoreRenewal.AS_CONFIGURED);
    }

    /** The item, saying whether its time starts anew. */
    CompletionStage<Optional<StoreItem>> get(TenantId tenant, StoreAddress address, StoreRenewal renewal);

    /** Puts an item, in the place of what was there. */
    default CompletionStage<Void> put(TenantId tenant, StoreEntry entry) {
        return putAll(tenant, List.of(entry));
    }

    /** Puts all entries or none; of several with one address the last. {@link StoreEntry#batch} says what is too many. */
    CompletionStage<Void> putAll(TenantId tenant, Collection<StoreEntry> entries);

    /** Removes an item; harmless if there is none. */
    CompletionStage<Void> delete(TenantId tenant, StoreAddress address);

    /** A page of items, what was put last first; {@link Problem.TooLarge} if it holds too many bytes. */
    CompletionStage<List<StoreItem>> search(TenantId tenant, StoreQuery query);

    /** The namespaces that hold items, in their order. */
    CompletionStage<List<StoreNamespace>> listNamespaces(TenantId tenant, NamespaceQuery query);
}
