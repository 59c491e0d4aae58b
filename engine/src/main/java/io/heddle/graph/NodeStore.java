package io.heddle.graph;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.StoreItem;
import io.heddle.api.StoreNamespace;
import io.heddle.api.StoreQuery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@linkplain io.heddle.api.Store long-term memory} of a run's tenant, as a node sees it: typed, and its calls return when
 * they are done. Everything is relative to a namespace; begin with {@link #in}. Thread-safe.
 *
 * <p>An attempt that is cancelled, timed out or replaced writes no more: its writes are refused with a
 * {@link java.util.concurrent.CancellationException}. That is looked up right before each write, so a write may still take
 * effect that was under way when its attempt was replaced, or whose machine has not heard of it yet.
 *
 * <p>A node may run more than once, and what it has put stays put. So derive keys from what the node works on, or from
 * {@link NodeContext#taskId()}, rather than from chance: putting the same again is harmless. Whatever builds on the value before, as
 * a counter does, belongs into {@link NodeContext#once}.
 */
public interface NodeStore {
    /** The store below a namespace within this one: {@code context.store().in("users", id)}. */
    NodeStore in(String... labels);

    /** The value under a key of this namespace, or empty if there is none. */
    <T> Optional<T> get(StoreKey<T> key);

    /** Puts a value under a key of this namespace, in the place of what was there. */
    <T> void put(StoreKey<T> key, T value);

    /** Puts a value that is gone when it was neither put nor read for that long. */
    <T> void put(StoreKey<T> key, T value, Duration timeToLive);

    /** Removes what is under a key of this namespace; harmless if there is nothing. */
    void delete(StoreKey<?> key);

    /** Items in this namespace and within it, what was put last first; the query's prefix lies within this namespace. */
    List<StoreItem> search(StoreQuery query);

    /** Namespaces that hold items, whole; the query's prefix lies within this namespace. */
    List<StoreNamespace> listNamespaces(NamespaceQuery query);
}
