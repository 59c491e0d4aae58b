package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A channel whose content is a list of {@code E}. The list a reader gets decodes an element when it is looked at. */
abstract sealed class ListChannel<E> extends Channel<List<E>> permits LogChannel, TopicChannel {
    final TypedJson<E> json;

    ListChannel(String name, TypedJson<E> element) {
        super(name);
        this.json = element;
    }

    final List<JsonValue> encoded(List<E> elements) {
        return elements.stream().map(json::encode).toList();
    }

    /** Elements from outside, checked; a single one stands for a list of one. */
    final List<JsonValue> checked(String path, JsonNode written) {
        if (!written.isArray()) {
            return List.of(json.check(path, written));
        }
        List<JsonValue> elements = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            elements.add(json.check(path + "[" + i + "]", written.get(i)));
        }
        return elements;
    }

    @Override
    final List<E> read(ChannelValue stored) {
        return new LazyList<>(stored.elements(), json::decode);
    }

    @Override
    final ChannelValue restore(JsonNode shown) {
        List<JsonValue> elements = new ArrayList<>();
        shown.forEach(element -> elements.add(JsonValue.of(element)));
        return ChannelValue.Log.of(elements);
    }

    @Override
    final ObjectNode schema(TypeSchemas types) {
        return types.listOf(types.of(json.type()));
    }

    @Override
    public final JavaType type() {
        return json.type();
    }
}
