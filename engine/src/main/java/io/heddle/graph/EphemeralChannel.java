package io.heddle.graph;

import io.heddle.json.JsonValue;

/**
 * Holds what a superstep wrote until the next one commits: a note to whoever comes next. Read it with {@link View#find}. What
 * the last superstep of a run wrote stays until new input is applied.
 */
public final class EphemeralChannel<T> extends SingleChannel<T> {
    private final boolean lastWins;

    EphemeralChannel(String name, TypedJson<T> json, boolean lastWins) {
        super(name, json, null);
        this.lastWins = lastWins;
    }

    /** The same channel for several writers in one superstep: the last in the order of tasks wins. */
    public EphemeralChannel<T> lastWins() {
        return new EphemeralChannel<>(name(), json, true);
    }

    public Write set(T value) {
        return new Write(this, written(json.encode(value)));
    }

    @Override
    ChannelChange written(JsonValue value) {
        return new ChannelChange.Flash(lastWins ? new ChannelChange.Offer(value) : new ChannelChange.Assign(value));
    }

    @Override
    ChannelValue stored(JsonValue value) {
        return new ChannelValue.Flash(super.stored(value));
    }
}
