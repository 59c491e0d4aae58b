package io.heddle.graph;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.classmate.TypeResolver;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import io.heddle.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * JSON Schemas of users' types that stand in one document and share its definitions. A record's component may be left out or
 * null if it is an {@code Optional} or {@code @Nullable}. Used within one method.
 */
final class TypeSchemas {
    private static final ObjectNode MESSAGES = messages();
    private static final Set<String> RESERVED =
            MESSAGES.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());

    private final TypeResolver types = new TypeResolver();
    private final SchemaBuilder schemas =
            new SchemaGenerator(SchemaRules.config(RESERVED)).buildMultipleSchemaDefinitions();

    /** The schema of a type, complete when {@link #definitions} has been called. */
    ObjectNode of(JavaType type) {
        return schemas.createSchemaReference(resolved(type));
    }

    /** The schema of a list. */
    ObjectNode listOf(ObjectNode element) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
        list.set("items", element);
        return list;
    }

    /** What the schemas refer to; called once, last. */
    ObjectNode definitions() {
        ObjectNode definitions = schemas.collectDefinitions("$defs");
        definitions.setAll(MESSAGES.deepCopy());
        return definitions;
    }

    private ResolvedType resolved(JavaType type) {
        ResolvedType[] arguments = type.getBindings().getTypeParameters().stream()
                .map(this::resolved)
                .toArray(ResolvedType[]::new);
        return types.resolve(type.getRawClass(), arguments);
    }

    private static ObjectNode messages() {
        try (InputStream in = TypeSchemas.class.getResourceAsStream("messages.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("messages.schema.json is missing beside " + TypeSchemas.class);
            }
            return (ObjectNode) Json.tree(in.readAllBytes()).get("$defs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
