package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list that grows: what is written is appended, in the order of tasks. */
public final class LogChannel<E> extends ListChannel<E> {
    private final int keeping;

    LogChannel(String name, TypedJson<E> element, int keeping) {
        super(name, element);
        this.keeping = keeping;
    }

    /** The same log, holding its newest {@code most} elements only; a write beyond that drops the oldest. */
    public LogChannel<E> keeping(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "log %s keeping %d elements: expected at least 1".formatted(name(), most));
        }
        return new LogChannel<>(name(), json, most);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Write add(E... elements) {
        return addAll(List.of(elements));
    }

    public Write addAll(List<E> elements) {
        return new Write(this, appended(encoded(elements)));
    }

    /**
     * Replaces the whole log. What else is added in the same superstep does not count; a second overwrite is an error.
     */
    public Write overwrite(List<E> elements) {
        return new Write(this, new ChannelChange.Overwrite(appended(encoded(elements))));
    }

    /** Empties the log; see {@link #overwrite}. */
    public Write clear() {
        return overwrite(List.of());
    }

    @Override
    public ChannelValue initial() {
        return ChannelValue.Log.EMPTY;
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        JsonNode value = overwriting(written);
        return value == null
                ? appended(checked(path, written))
                : new ChannelChange.Overwrite(appended(checked(path, value)));
    }

    /** An append if the log has only grown, else an overwrite. */
    @Override
    public ChannelChange leading(@Nullable ChannelValue before, ChannelValue after) {
        ChannelValue.Log old = before instanceof ChannelValue.Log log ? log : ChannelValue.Log.EMPTY;
        List<JsonValue> added = after instanceof ChannelValue.Log now ? now.since(old) : null;
        return added == null ? new ChannelChange.Overwrite(appended(after.elements())) : appended(added);
    }

    private ChannelChange.Append appended(List<JsonValue> elements) {
        return new ChannelChange.Append(elements, keeping);
    }
}
