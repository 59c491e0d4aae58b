package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.JsonValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** JSON Schemas, 2020-12, of channels and of states made of them. */
final class StateSchema {
    private static final String VERSION = "https://json-schema.org/draft/2020-12/schema";
    private static final String REFERENCE = "$ref";
    private static final String DEFINITIONS = "$defs";

    private StateSchema() {}

    /** The schema of an object with a property for each of these channels, put together when it is first read. */
    static JsonValue of(String title, Collection<Channel<?>> channels) {
        List<Channel<?>> described = List.copyOf(channels);
        return JsonValue.deferred(() -> document(title, described).utf8());
    }

    /** The schema of an object with these values for a run, put together when it is first read. */
    static JsonValue ofConfig(String title, Collection<ConfigKey<?>> keys) {
        List<ConfigKey<?>> described = List.copyOf(keys);
        return JsonValue.deferred(() -> {
            TypeSchemas types = new TypeSchemas();
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            schema.put("title", title).put("type", "object");
            ObjectNode properties = schema.putObject("properties");
            described.forEach(key -> properties.set(key.name(), key.schema(types)));
            ArrayNode required = JsonNodeFactory.instance.arrayNode();
            described.stream().filter(ConfigKey::required).forEach(key -> required.add(key.name()));
            if (!required.isEmpty()) {
                schema.set("required", required);
            }
            return finished(schema, types).utf8();
        });
    }

    /** Those of {@code channels} that clients ever see. */
    static List<Channel<?>> shown(Collection<Channel<?>> channels) {
        return channels.stream()
                .filter(channel -> !(channel instanceof UntrackedChannel))
                .toList();
    }

    /** The schema of what one channel shows, put together when it is first read. */
    static JsonValue of(Channel<?> channel) {
        return JsonValue.deferred(() -> {
            TypeSchemas types = new TypeSchemas();
            ObjectNode schema = channel.schema(types);
            return finished(schema, types).utf8();
        });
    }

    private static JsonValue document(String title, List<Channel<?>> channels) {
        TypeSchemas types = new TypeSchemas();
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("title", title).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (Channel<?> channel : channels) {
            properties.set(channel.name(), channel.schema(types));
        }
        return finished(schema, types);
    }

    private static JsonValue finished(ObjectNode schema, TypeSchemas types) {
        ObjectNode all = types.definitions();
        ObjectNode used = JsonNodeFactory.instance.objectNode();
        Set<String> seen = new HashSet<>();
        use(schema, all, used, seen);
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("$schema", VERSION);
        document.setAll(schema);
        if (!used.isEmpty()) {
            document.set(DEFINITIONS, used);
        }
        return JsonValue.of(document);
    }

    /** Takes over the definitions that a schema leads to. */
    private static void use(JsonNode schema, ObjectNode all, ObjectNode used, Set<String> seen) {
        for (String reference : schema.findValuesAsText(REFERENCE)) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (seen.add(name) && all.has(name)) {
                used.set(name, all.get(name));
                use(all.get(name), all, used, seen);
            }
        }
    }
}
