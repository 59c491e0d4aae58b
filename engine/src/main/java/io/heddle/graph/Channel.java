package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named slot of graph state, and the typed key to it: views, updates, diffs and HTTP all go through the same constant.
 *
 * <p>The kind of channel says how writes are combined and how long they last:
 *
 * <table>
 * <caption>Kinds of channels</caption>
 * <tr><td>{@link #value}</td><td>the last value written; two writers in one superstep are an error</td></tr>
 * <tr><td>{@link #any}</td><td>the last value written; of several writers the last in the order of tasks</td></tr>
 * <tr><td>{@link #log}</td><td>a list that grows, and may keep its newest elements only</td></tr>
 * <tr><td>{@link #messages}</td><td>a conversation: appended to, replaced and removed by id</td></tr>
 * <tr><td>{@link #fold}</td><td>every write combined into one value by a function of yours</td></tr>
 * <tr><td>{@link #map}</td><td>values by keys: put and removed one by one</td></tr>
 * <tr><td>{@link #barrier}</td><td>who of some named parties has arrived</td></tr>
 * <tr><td>{@link #ephemeral}</td><td>a value for the next superstep only</td></tr>
 * <tr><td>{@link #topic}</td><td>a list for the next superstep only</td></tr>
 * <tr><td>{@link #untracked}</td><td>a value in memory, for as long as a run lasts</td></tr>
 * </table>
 *
 * <p>Immutable; usually a {@code static final} field.
 *
 * @param <T> what a reader gets
 */
public abstract sealed class Channel<T> permits SingleChannel, ListChannel, MessagesChannel, BarrierChannel {
    private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

    private static final JavaType STRING = UserTypes.MAPPER.constructType(String.class);

    private final String name;
    private final JsonValue schema = StateSchema.of(this);

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
        return new ValueChannel<>(name, TypedJson.of("channel " + name, type), null);
    }

    /** As {@link #value(String, Class)}, for generic types. */
    public static <T> ValueChannel<T> value(String name, TypeRef<T> type) {
        return new ValueChannel<>(name, TypedJson.of("channel " + name, type), null);
    }

    /** Holds the last value written; when several tasks of a superstep write it, the last in the order of tasks wins. */
    public static <T> AnyChannel<T> any(String name, Class<T> type) {
        return new AnyChannel<>(name, TypedJson.of("channel " + name, type), null);
    }

    /** As {@link #any(String, Class)}, for generic types. */
    public static <T> AnyChannel<T> any(String name, TypeRef<T> type) {
        return new AnyChannel<>(name, TypedJson.of("channel " + name, type), null);
    }

    /** A list that only grows; each write is appended, and stored as just that. */
    public static <E> LogChannel<E> log(String name, Class<E> element) {
        return new LogChannel<>(name, TypedJson.of("channel " + name, element), ChannelChange.Append.ALL);
    }

    /** As {@link #log(String, Class)}, for generic types. */
    public static <E> LogChannel<E> log(String name, TypeRef<E> element) {
        return new LogChannel<>(name, TypedJson.of("channel " + name, element), ChannelChange.Append.ALL);
    }

    /** A conversation: messages are appended, replaced by id, removed by id. */
    public static MessagesChannel messages(String name) {
        return new MessagesChannel(name);
    }

    /** Combines every write into one value with a function of yours, which never runs during replay. */
    public static <T> FoldChannel<T> fold(String name, Class<T> type, T initial, BinaryOperator<T> reducer) {
        return new FoldChannel<>(name, TypedJson.of("channel " + name, type), initial, reducer);
    }

    /** As {@link #fold(String, Class, Object, BinaryOperator)}, for generic types. */
    public static <T> FoldChannel<T> fold(String name, TypeRef<T> type, T initial, BinaryOperator<T> reducer) {
        return new FoldChannel<>(name, TypedJson.of("channel " + name, type), initial, reducer);
    }

    /** Values by keys: each write puts some and removes some. */
    public static <V> MapChannel<V> map(String name, Class<V> values) {
        return map(name, TypeRef.<V>of(values));
    }

    /** As {@link #map(String, Class)}, for generic types. */
    public static <V> MapChannel<V> map(String name, TypeRef<V> values) {
        JavaType map = UserTypes.MAPPER.getTypeFactory().constructParametricType(Map.class, STRING, values.type());
        return new MapChannel<>(name, TypedJson.of("channel " + name, TypeRef.<Map<String, V>>of(map)));
    }

    /** Says which of the constants of an enum have arrived; complete when all have. */
    public static <P extends Enum<P>> BarrierChannel<P> barrier(String name, Class<P> parties) {
        return new BarrierChannel<>(name, Arrays.asList(parties.getEnumConstants()), Enum::name);
    }

    /** Says which of these parties have arrived; complete when all have. */
    public static BarrierChannel<String> barrier(String name, String... parties) {
        return new BarrierChannel<>(name, Arrays.asList(parties), party -> party);
    }

    /** Holds what one superstep wrote during the next one; two writers in one superstep are an error that names both. */
    public static <T> EphemeralChannel<T> ephemeral(String name, Class<T> type) {
        return new EphemeralChannel<>(name, TypedJson.of("channel " + name, type), false);
    }

    /** As {@link #ephemeral(String, Class)}, for generic types. */
    public static <T> EphemeralChannel<T> ephemeral(String name, TypeRef<T> type) {
        return new EphemeralChannel<>(name, TypedJson.of("channel " + name, type), false);
    }

    /** A list that holds what all tasks of one superstep published during the next one. */
    public static <E> TopicChannel<E> topic(String name, Class<E> element) {
        return new TopicChannel<>(name, TypedJson.of("channel " + name, element));
    }

    /** As {@link #topic(String, Class)}, for generic types. */
    public static <E> TopicChannel<E> topic(String name, TypeRef<E> element) {
        return new TopicChannel<>(name, TypedJson.of("channel " + name, element));
    }

    /**
     * Holds a value in memory while a run goes on, for what must not be written down: no journal, checkpoint, index or stream
     * has it. Gone when the run ends, or goes on after a crash; two writers in one superstep are an error that names both.
     */
    public static <T> UntrackedChannel<T> untracked(String name, Class<T> type) {
        return new UntrackedChannel<>(name, TypedJson.of("channel " + name, type), null, false);
    }

    /** As {@link #untracked(String, Class)}, for generic types. */
    public static <T> UntrackedChannel<T> untracked(String name, TypeRef<T> type) {
        return new UntrackedChannel<>(name, TypedJson.of("channel " + name, type), null, false);
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

    /**
     * What makes the channel hold {@code after} where it held {@code before}, as a write that goes well with those of parallel
     * tasks: how a graph inside another hands a channel back.
     */
    public abstract ChannelChange leading(@Nullable ChannelValue before, ChannelValue after);

    /** Reads what a state showed of this channel back. */
    abstract ChannelValue restore(JsonNode shown);

    /** The declared type of value or element, for messages and documentation. */
    public abstract JavaType type();

    /** The word for this kind of channel: the name of the method that makes it. */
    final String kind() {
        return switch (this) {
            case ValueChannel<T> value -> "value";
            case AnyChannel<T> any -> "any";
            case MapChannel<?> map -> "map";
            case FoldChannel<T> fold -> "fold";
            case EphemeralChannel<T> ephemeral -> "ephemeral";
            case UntrackedChannel<T> untracked -> "untracked";
            case LogChannel<?> log -> "log";
            case TopicChannel<?> topic -> "topic";
            case MessagesChannel messages -> "messages";
            case BarrierChannel<?> barrier -> "barrier";
        };
    }

    /** Kind and type, for messages: {@code a log of Note}. */
    final String shape() {
        String kind = kind();
        return ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind + " of " + TypedJson.shortName(type());
    }

    /** Whether both hold the same type in the same way, so that the one's content means the same in the other. */
    final boolean isLike(Channel<?> other) {
        return kind().equals(other.kind()) && type().equals(other.type());
    }

    /** The JSON Schema, 2020-12, of what the channel shows; derived from its type when it is first read. */
    public final JsonValue schema() {
        return schema;
    }

    /** As {@link #schema()}, as a part of a document. */
    abstract ObjectNode schema(TypeSchemas types);

    /** The value inside LangGraph's forms of an overwrite; null if {@code written} is none. */
    static @Nullable JsonNode overwriting(JsonNode written) {
        if (written.has(ChannelChange.Overwrite.MEMBER)) {
            return written.get(ChannelChange.Overwrite.MEMBER);
        }
        boolean typed = written.path("type").asText().equals(ChannelChange.Overwrite.MEMBER) && written.has("value");
        return typed ? written.get("value") : null;
    }

    @Override
    public final String toString() {
        return name;
    }
}
