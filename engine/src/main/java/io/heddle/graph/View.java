package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The state as a node sees it: typed, immutable, decoded where it is looked at. Thread-safe. */
public final class View {
    private final Collection<Channel<?>> declared;
    private final Values values;

    public View(Collection<Channel<?>> declared, Values values) {
        this.declared = declared;
        this.values = values;
    }

    /** The channel's value; a log, conversation or fold that nobody wrote has its initial one. */
    public <T> T get(Channel<T> channel) {
        ChannelValue stored = values.get(channel);
        if (stored == null) {
            throw new NoSuchElementException(
                    "channel %s has no value yet: write it before it is read, or use find(…)".formatted(channel));
        }
        return channel.read(stored);
    }

    /** The channel's value, or nothing if nobody has written it. */
    public <T> Optional<T> find(Channel<T> channel) {
        ChannelValue stored = values.get(channel);
        return stored == null ? Optional.empty() : Optional.ofNullable(channel.read(stored));
    }

    /** The whole state as clients see it. */
    public JsonValue json() {
        return values.json(declared);
    }

    public Values values() {
        return values;
    }
}
