package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.Collection;
import java.util.List;
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

    /** The newest {@code most} elements of a log, a conversation or a topic, oldest first; decoded where they are looked at. */
    public <E> List<E> last(Channel<List<E>> channel, int most) {
        List<E> all = get(channel);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /** How many elements a log, a conversation or a topic holds; none of them is decoded. */
    public <E> int count(Channel<List<E>> channel) {
        return get(channel).size();
    }

    /** The whole state as clients see it. */
    public JsonValue json() {
        return values.json(declared);
    }

    public Values values() {
        return values;
    }
}
