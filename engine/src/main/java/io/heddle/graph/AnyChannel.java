package io.heddle.graph;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Holds the last value written; of several writers in one superstep the last in the order of tasks wins. */
public final class AnyChannel<T> extends SingleChannel<T> {
    AnyChannel(String name, TypedJson<T> json, @Nullable T initial) {
        super(name, json, initial);
    }

    /** The same channel, holding {@code initial} until somebody writes. */
    public AnyChannel<T> startingAt(T initial) {
        return new AnyChannel<>(name(), json, initial);
    }

    public Write set(T value) {
        return new Write(this, written(json.encode(value)));
    }

    @Override
    ChannelChange written(JsonValue value) {
        return new ChannelChange.Offer(value);
    }
}
