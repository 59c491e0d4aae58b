package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** A channel whose content is one value of type {@code T}. Give it an {@code Optional} type if null is a value. */
abstract sealed class SingleChannel<T> extends Channel<T>
        permits ValueChannel, AnyChannel, FoldChannel, EphemeralChannel, UntrackedChannel {
    final TypedJson<T> json;
    private final @Nullable ChannelValue initial;

    SingleChannel(String name, TypedJson<T> json, @Nullable T initial) {
        super(name);
        this.json = json;
        this.initial = initial == null ? null : stored(json.encode(initial));
    }

    /** What is asked for by whoever writes this value. */
    abstract ChannelChange written(JsonValue value);

    /** How the channel holds a value. */
    ChannelValue stored(JsonValue value) {
        return new ChannelValue.Single(value);
    }

    @Override
    public final @Nullable ChannelValue initial() {
        return initial;
    }

    @Override
    final T read(ChannelValue stored) {
        return json.decode(stored.json());
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        return written(json.check(path, written));
    }

    @Override
    public ChannelChange leading(@Nullable ChannelValue before, ChannelValue after) {
        return written(after.json());
    }

    @Override
    final ChannelValue restore(JsonNode shown) {
        return stored(JsonValue.of(shown));
    }

    @Override
    final ObjectNode schema(TypeSchemas types) {
        ObjectNode schema = types.of(json.type());
        if (initial != null) {
            schema.set("default", initial.json().node());
        }
        return schema;
    }

    @Override
    public final JavaType type() {
        return json.type();
    }
}
