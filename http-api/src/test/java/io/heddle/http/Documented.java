package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.heddle.http.Client.Answer;
import io.heddle.json.Json;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenAPI document says about answers; every answer that a test of this module gets is held against it. An answer to
 * a path or method that the document does not have is left alone: that they have the same is another test.
 */
final class Documented {
    static final JsonNode DOCUMENT = document();

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final Map<String, JsonSchema> KNOWN = new ConcurrentHashMap<>();

    private Documented() {}

    /** Fails if the document has no such answer to the request, or another form of it; who selects misses what he left out. */
    static void check(String method, String uri, @Nullable String asked, Answer answered) {
        int status = answered.status();
        String body = answered.text();
        Optional<JsonNode> operation = operation(method, uri.replaceFirst("\\?.*", ""));
        if (operation.isEmpty()) {
            return;
        }
        JsonNode answer = resolved(operation.get().path("responses").path(String.valueOf(status)));
        assertThat(answer.isMissingNode())
                .as("%s %s answers %d, which the document does not have: %s", method, uri, status, body)
                .isFalse();
        JsonNode schema = answer.path("content").path("application/json").path("schema");
        if (answered.header("content-type").startsWith("application/json") && !schema.isMissingNode()) {
            boolean selected = (uri + asked).contains("select");
            assertThat(schema(schema).validate(answered.json()).stream()
                            .filter(fault -> !(selected && fault.getType().equals("required"))))
                    .as("%s %s answers %d with %s", method, uri, status, body)
                    .isEmpty();
        }
    }

    /** The schema of that name. */
    static JsonSchema named(String name) {
        return schema(Json.mapper().createObjectNode().put("$ref", "#/components/schemas/" + name));
    }

    private static JsonSchema schema(JsonNode schema) {
        return KNOWN.computeIfAbsent(schema.toString(), text -> {
            ObjectNode root = schema.deepCopy();
            root.set("components", DOCUMENT.get("components"));
            return SCHEMAS.getSchema(root);
        });
    }

    /** Of several paths that fit, the one with fewer parameters. */
    private static Optional<JsonNode> operation(String method, String path) {
        List<String> segments = List.of(path.split("/", -1));
        return DOCUMENT.get("paths").properties().stream()
                .filter(entry -> fits(List.of(entry.getKey().split("/", -1)), segments))
                .min(Comparator.comparingLong(
                        entry -> entry.getKey().chars().filter(c -> c == '{').count()))
                .map(entry -> entry.getValue().get(method.toLowerCase(Locale.ROOT)));
    }

    private static boolean fits(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < template.size(); i++) {
            boolean parameter = template.get(i).startsWith("{");
            if (parameter ? segments.get(i).isEmpty() : !template.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode resolved(JsonNode answer) {
        return answer.has("$ref") ? DOCUMENT.at(answer.get("$ref").asText().substring(1)) : answer;
    }

    private static JsonNode document() {
        try (var in = Documented.class.getClassLoader().getResourceAsStream("openapi/heddle.json")) {
            return Json.tree(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
