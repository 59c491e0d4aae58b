package io.heddle.graph;

import io.heddle.api.StoreItem;
import io.heddle.json.JsonValue;

/**
 * The key and the type of items in the store: {@code store.in("users", id).get(PROFILE)}. The type is one that is written as a
 * JSON object: a record, a sealed interface, a map. Many items of one type are told apart with {@link #named}. Immutable.
 */
public final class StoreKey<T> {
    private final String name;
    private final TypedJson<T> json;

    private StoreKey(String name, TypedJson<T> json) {
        this.name = name;
        this.json = json;
    }

    public static <T> StoreKey<T> of(String name, Class<T> type) {
        return new StoreKey<>(name, TypedJson.of("store key " + name, type));
    }

    /** As {@link #of(String, Class)}, for generic types. */
    public static <T> StoreKey<T> of(String name, TypeRef<T> type) {
        return new StoreKey<>(name, TypedJson.of("store key " + name, type));
    }

    /** Another key for the same type. */
    public StoreKey<T> named(String other) {
        return new StoreKey<>(other, json);
    }

    public String name() {
        return name;
    }

    public JsonValue encode(T value) {
        return json.encode(value);
    }

    public T decode(JsonValue stored) {
        return json.decode(stored);
    }

    /** The value of an item that a search has found. */
    public T read(StoreItem item) {
        return decode(item.value());
    }

    @Override
    public String toString() {
        return name;
    }
}
