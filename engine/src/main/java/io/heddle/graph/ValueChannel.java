package io.heddle.graph;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Holds the last value written; two writers in one superstep are an error. */
public final class ValueChannel<T> extends SingleChannel<T> {
    ValueChannel(String name, TypedJson<T> json, @Nullable T initial) {
        super(name, json, initial);
    }

    /** The same channel, holding {@code initial} until somebody writes. */
    public ValueChannel<T> startingAt(T initial) {
        return new ValueChannel<>(name(), json, initial);
    }

    public Write set(T value) {
        return new Write(this, written(json.encode(value)));
    }

    @Override
    ChannelChange written(JsonValue value) {
        return new ChannelChange.Assign(value);
    }
}
