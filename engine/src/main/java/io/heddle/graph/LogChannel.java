package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A list that only grows. The list a reader gets decodes an element when it is looked at. */
public final class LogChannel<E> extends Channel<List<E>> {
    private final TypedJson<E> json;

    LogChannel(String name, TypedJson<E> element) {
        super(name);
        this.json = element;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Write add(E... elements) {
        return addAll(List.of(elements));
    }

    public Write addAll(List<E> elements) {
        return new Write(
                this,
                new ChannelChange.Append(elements.stream().map(json::encode).toList()));
    }

    @Override
    public ChannelValue initial() {
        return ChannelValue.Log.EMPTY;
    }

    @Override
    List<E> read(ChannelValue stored) {
        return new LazyList<>(stored.elements(), json::decode);
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        if (!written.isArray()) {
            return new ChannelChange.Append(List.of(json.check(path, written)));
        }
        List<JsonValue> elements = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            elements.add(json.check(path + "[" + i + "]", written.get(i)));
        }
        return new ChannelChange.Append(elements);
    }

    @Override
    public JsonValue shown(ChannelChange change) {
        List<JsonValue> elements = change instanceof ChannelChange.Append append ? append.elements() : List.of();
        return new JsonAssembly().openArray().members(elements).closeArray().done();
    }

    @Override
    ChannelValue restore(JsonNode shown) {
        List<JsonValue> elements = new ArrayList<>();
        shown.forEach(element -> elements.add(JsonValue.of(element)));
        return ChannelValue.Log.of(elements);
    }

    @Override
    public JavaType type() {
        return json.type();
    }
}
