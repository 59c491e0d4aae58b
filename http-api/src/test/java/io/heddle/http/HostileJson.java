package io.heddle.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bodies grown from the schemas of an OpenAPI document, and ways to spoil them. Belongs to one seed. */
final class HostileJson {
    /** A member that no schema has; sent to see it ignored and counted. */
    static final String UNKNOWN = "zz_unknown";

    private static final String HOLE = "@hole@";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String DEEP_LIST = "[".repeat(10_000) + "]".repeat(10_000);
    private static final String DEEP_OBJECT = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

    private static final List<String> POISON = List.of(
            "1e999999",
            "-1e-999999",
            "1e99999999999",
            "99999999999999999999999999",
            "9".repeat(2_000),
            "-0",
            "0.1",
            "-1",
            "2147483648",
            "true",
            "null",
            "[]",
            "{}",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udfff\\ud800\"",
            "NaN",
            "'a'",
            "01",
            "[1,{\"a\":null},[\"\\u0000\"]]",
            "{\"\":{\"\\u0000\":1}}",
            "{\"__proto__\":{\"x\":1}}",
            "{\"checkpoint_ns\":\"a:1\",\"checkpoint_id\":7}",
            "\"../../etc/passwd\"",
            "\"'; DROP TABLE threads;--\"",
            "\"\u202e\u2028\"",
            "\"" + "x".repeat(100_000) + "\"",
            "[" + "1,".repeat(5_000) + "1]",
            DEEP_LIST,
            DEEP_OBJECT);

    private final JsonNode document;
    private final Random random;

    HostileJson(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
    }

    /** A body that fits the schema. */
    JsonNode grow(JsonNode schema) {
        return grow("", schema);
    }

    /** A body in which one value, perhaps of a member of a member, is something else; it may still happen to fit. */
    byte[] poisoned(JsonNode schema) {
        JsonNode body = grow(schema);
        if (!(body instanceof ObjectNode object) || object.isEmpty()) {
            return bytes(pick(POISON));
        }
        ObjectNode at = object;
        String name = pick(names(at));
        while (at.get(name) instanceof ObjectNode inner && !inner.isEmpty() && random.nextBoolean()) {
            at = inner;
            name = pick(names(at));
        }
        at.put(random.nextInt(10) == 0 ? UNKNOWN : name, HOLE);
        return bytes(object.toString().replace("\"" + HOLE + "\"", pick(POISON)));
    }

    /** A body that no server may accept, whatever it stands for. */
    byte[] fatal(JsonNode schema) {
        String body = grow(schema).toString();
        return switch (random.nextInt(9)) {
            case 0 -> bytes(body.substring(0, 1 + random.nextInt(body.length() - 1)));
            case 1 -> bytes("[" + body + "]");
            case 2 -> bytes(body + body);
            case 3 -> bytes("{\"metadata\":" + DEEP_OBJECT + "}");
            case 4 -> bytes("{\"values\":" + DEEP_LIST + "}");
            case 5 -> bytes("{\"metadata\":{\"a\":\"\\ud800\"}}");
            case 6 -> new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'};
            case 7 -> bytes("{\"metadata\":{\"a\":1e99999999999}}");
            default -> bytes(pick(List.of("7", "null", "\"text\"", "true", "\u0000", "<xml/>", "a=b&c=d")));
        };
    }

    /** A body that fits, with one member more than anybody knows. */
    byte[] withUnknown(JsonNode schema) {
        JsonNode body = grow(schema);
        if (body instanceof ObjectNode object) {
            object.put(UNKNOWN, 1);
        }
        return Json.bytes(body);
    }

    private JsonNode grow(String name, JsonNode schema) {
        if (schema.has("$ref")) {
            return grow(name, document.at(schema.get("$ref").asText().substring(1)));
        }
        if (schema.has("oneOf")) {
            return grow(
                    name,
                    schema.get("oneOf").get(random.nextInt(schema.get("oneOf").size())));
        }
        if (schema.has("allOf")) {
            return object(schema);
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(random.nextInt(types.size())).asText() : types.asText("null");
        return switch (type) {
            case "object" -> schema.has("properties") ? object(schema) : free();
            case "array" -> array(name, schema);
            case "integer" -> NODES.numberNode(schema.path("minimum").asInt(0) + random.nextInt(20));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "string" -> NODES.textNode(text(name, schema));
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = NODES.objectNode();
        schema.path("allOf").forEach(part -> object.setAll((ObjectNode) grow(part)));
        for (var property : schema.path("properties").properties()) {
            boolean required = schema.path("required").toString().contains("\"" + property.getKey() + "\"");
            if (required || random.nextInt(3) == 0) {
                object.set(property.getKey(), grow(property.getKey(), property.getValue()));
            }
        }
        return object;
    }

    private ArrayNode array(String name, JsonNode schema) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            array.add(grow(name, schema.get("items")));
        }
        return array;
    }

    private JsonNode free() {
        return Json.tree(bytes(pick(List.of(
                "{}", "{\"messages\":\"hi\"}", "{\"topic\":\"x\"}", "{\"count\":1}", "{\"a\":{\"b\":[1,null]}}"))));
    }

    private String text(String name, JsonNode schema) {
        if (name.equals("assistant_id")) {
            return pick(List.of("chat", "chat", "failing", "nope"));
        }
        if (name.equals("schedule")) {
            return pick(List.of("0 0 1 1 *", "0 0 1 1 *", "often"));
        }
        return schema.path("format").asText().equals("uuid")
                ? "1f1e5fed-12df-6560-8001-%012x".formatted(random.nextInt(1 << 20))
                : pick(List.of("chat", "plan", "finish", "x", "some-name"));
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
