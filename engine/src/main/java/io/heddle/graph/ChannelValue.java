package io.heddle.graph;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * What a channel holds. Lists are persistent structures whose elements keep their encoded bytes: a write copies a path of a
 * tree, never the list. Immutable.
 */
public sealed interface ChannelValue {
    /** The value as one JSON document; put together at each call. */
    JsonValue json();

    /** The elements of a list; of a single value, just it. */
    List<JsonValue> elements();

    /** One value. */
    record Single(JsonValue json) implements ChannelValue {
        @Override
        public List<JsonValue> elements() {
            return List.of(json);
        }
    }

    /** A list that only grows. */
    record Log(PVector<JsonValue> elements) implements ChannelValue {
        public static final Log EMPTY = new Log(TreePVector.empty());

        public static Log of(List<JsonValue> elements) {
            return new Log(TreePVector.from(elements));
        }

        public Log append(List<JsonValue> more) {
            return new Log(elements.plusAll(more));
        }

        /** Keeps the first {@code size} elements. */
        public Log first(int size) {
            return size >= elements.size() ? this : new Log(Trimmed.first(elements, size));
        }

        @Override
        public JsonValue json() {
            return array(elements);
        }
    }

    /** A conversation; see {@link MessageList}. */
    record Messages(MessageList list) implements ChannelValue {
        public static final Messages EMPTY = new Messages(MessageList.EMPTY);

        @Override
        public JsonValue json() {
            return array(list.messages());
        }

        @Override
        public List<JsonValue> elements() {
            return list.messages();
        }
    }

    private static JsonValue array(List<JsonValue> elements) {
        return new JsonAssembly().openArray().members(elements).closeArray().done();
    }
}
