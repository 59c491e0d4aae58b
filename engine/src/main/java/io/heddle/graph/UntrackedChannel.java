package io.heddle.graph;

import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Holds a value in memory while a run goes on. Nothing of it is written down or shown to clients, and a run that goes on
 * after a crash goes on without it: read it with {@link View#find} unless it has an initial value.
 */
public final class UntrackedChannel<T> extends SingleChannel<T> {
    private final @Nullable T first;
    private final boolean lastWins;

    UntrackedChannel(String name, TypedJson<T> json, @Nullable T initial, boolean lastWins) {
        super(name, json, initial);
        this.first = initial;
        this.lastWins = lastWins;
    }

    /** The same channel, holding {@code initial} until somebody writes. */
    public UntrackedChannel<T> startingAt(T initial) {
        return new UntrackedChannel<>(name(), json, initial, lastWins);
    }

    /** The same channel for several writers in one superstep: the last in the order of tasks wins. */
    public UntrackedChannel<T> lastWins() {
        return new UntrackedChannel<>(name(), json, first, true);
    }

    public Write set(T value) {
        return new Write(this, written(json.encode(value)));
    }

    @Override
    ChannelChange written(JsonValue value) {
        return new ChannelChange.Untracked(lastWins ? new ChannelChange.Offer(value) : new ChannelChange.Assign(value));
    }

    @Override
    ChannelValue stored(JsonValue value) {
        return new ChannelValue.Untracked(super.stored(value));
    }
}
