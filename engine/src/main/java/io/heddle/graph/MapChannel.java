package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * Values by keys: a write puts some and removes some, and leaves the others as they are. Several writers of a superstep go well
 * together; of one key the last in the order of tasks holds. Clients write an object, {@code null} for what is to go. Each
 * superstep that writes it keeps the whole map: what grows without end belongs into the store.
 *
 * @param <V> of the values
 */
public final class MapChannel<V> extends FoldChannel<Map<String, V>> {
    MapChannel(String name, TypedJson<Map<String, V>> json) {
        super(name, json, Map.of(), (before, written) -> written);
    }

    public Write put(String key, V value) {
        return putAll(Map.of(key, value));
    }

    /** Puts these, and leaves the other keys as they are. */
    public Write putAll(Map<String, V> values) {
        return fold(values);
    }

    /** Takes keys out; those that are not there are left alone. */
    public Write remove(String... keys) {
        ObjectNode gone = JsonNodeFactory.instance.objectNode();
        for (String key : keys) {
            gone.putNull(key);
        }
        return new Write(this, written(JsonValue.of(gone)));
    }

    @Override
    public JsonValue reduce(ChannelValue current, List<JsonValue> operands) {
        ObjectNode merged = ((ObjectNode) current.json().node()).deepCopy();
        for (JsonValue operand : operands) {
            for (Map.Entry<String, JsonNode> each : operand.node().properties()) {
                if (each.getValue().isNull()) {
                    merged.remove(each.getKey());
                } else {
                    merged.set(each.getKey(), each.getValue());
                }
            }
        }
        return JsonValue.of(merged);
    }
}
