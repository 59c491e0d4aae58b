package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Holds the last value written. Give it an {@code Optional} type if null is a value. */
public final class ValueChannel<T> extends Channel<T> {
    private final TypedJson<T> json;

    ValueChannel(String name, TypedJson<T> json) {
        super(name);
        this.json = json;
    }

    public Write set(T value) {
        return new Write(this, new ChannelChange.Assign(json.encode(value)));
    }

    @Override
    public @Nullable ChannelValue initial() {
        return null;
    }

    @Override
    T read(ChannelValue stored) {
        return json.decode(stored.json());
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        return new ChannelChange.Assign(json.check(path, written));
    }

    @Override
    public JsonValue shown(ChannelChange change) {
        return change instanceof ChannelChange.Assign assign ? assign.value() : JsonValue.NULL;
    }

    @Override
    ChannelValue restore(JsonNode shown) {
        return new ChannelValue.Single(JsonValue.of(shown));
    }

    @Override
    public JavaType type() {
        return json.type();
    }
}
