package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named slot of graph state, and the typed key to it: views, updates, diffs and HTTP all go through the same constant.
 *
 * <p>The kind of channel says how writes are combined. Immutable; usually a {@code static final} field.
 *
 * @param <T> what a reader gets
 */
public abstract sealed class Channel<T> permits ValueChannel, LogChannel, MessagesChannel, FoldChannel {
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private final String name;

    Channel(String name) {
        if (!FORM.matcher(name).matches() || name.startsWith("__")) {
            throw new IllegalArgumentException(
                    ("channel name \"%s\": expected a letter, then at most 63 letters, digits,"
                                    + " _ . or -, and no leading __")
                            .formatted(name));
        }
        this.name = name;
    }

    /** Holds the last value written; two writers in one superstep are an error that names both. */
    public static <T> ValueChannel<T> value(String name, Class<T> type) {
        return new ValueChannel<>(name, TypedJson.of(type));
    }

    /** As {@link #value(String, Class)}, for generic types. */
    public static <T> ValueChannel<T> value(String name, TypeRef<T> type) {
        return new ValueChannel<>(name, TypedJson.of(type));
    }

    /** A list that only grows; each write is appended, and stored as just that. */
    public static <E> LogChannel<E> log(String name, Class<E> element) {
        return new LogChannel<>(name, TypedJson.of(element));
    }

    /** As {@link #log(String, Class)}, for generic types. */
    public static <E> LogChannel<E> log(String name, TypeRef<E> element) {
        return new LogChannel<>(name, TypedJson.of(element));
    }

    /** A conversation: messages are appended, replaced by id, removed by id. */
    public static MessagesChannel messages(String name) {
        return new MessagesChannel(name);
    }

    /** Combines every write into one value with a function of yours, which never runs during replay. */
    public static <T> FoldChannel<T> fold(String name, Class<T> type, T initial, BinaryOperator<T> reducer) {
        return new FoldChannel<>(name, TypedJson.of(type), initial, reducer);
    }

    /** As {@link #fold(String, Class, Object, BinaryOperator)}, for generic types. */
    public static <T> FoldChannel<T> fold(String name, TypeRef<T> type, T initial, BinaryOperator<T> reducer) {
        return new FoldChannel<>(name, TypedJson.of(type), initial, reducer);
    }

    public final String name() {
        return name;
    }

    /** What the channel holds before anybody writes; null when a reader has to wait for a writer. */
    public abstract @Nullable ChannelValue initial();

    /** Reads what is stored as the type that readers expect. */
    abstract T read(ChannelValue stored);

    /**
     * Checks a value written from outside and turns it into a change.
     *
     * @param path where the value stands in the request, for errors
     * @throws io.heddle.api.ProblemException {@link io.heddle.api.Problem.InvalidRequest} when the type does not fit
     */
    public abstract ChannelChange decode(String path, JsonNode written);

    /** What the wire shows for a change that a node asked for. */
    public abstract JsonValue shown(ChannelChange change);

    /** Reads what a state showed of this channel back. */
    abstract ChannelValue restore(JsonNode shown);

    /** The declared type of value or element, for messages and documentation. */
    public abstract JavaType type();

    @Override
    public final String toString() {
        return name;
    }
}
