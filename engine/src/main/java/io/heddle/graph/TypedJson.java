package io.heddle.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One user type and its JSON, both ways, without silent conversions: {@code "5"} is no number. Thread-safe. */
record TypedJson<T>(JavaType type, ObjectReader reader, ObjectWriter writer) {
    private static final JsonMapper STRICT = strict();

    static <T> TypedJson<T> of(Class<T> type) {
        return of(STRICT.constructType(type));
    }

    static <T> TypedJson<T> of(TypeRef<T> type) {
        return of(type.type());
    }

    private static <T> TypedJson<T> of(JavaType type) {
        return new TypedJson<>(type, STRICT.readerFor(type), STRICT.writerFor(type));
    }

    JsonValue encode(T value) {
        try {
            return JsonValue.ofBytes(writer.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "%s cannot be written as JSON: %s".formatted(type.toCanonical(), e.getOriginalMessage()), e);
        }
    }

    T decode(JsonValue stored) {
        try {
            return reader.readValue(stored.utf8());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "stored value is no longer a %s: %s".formatted(type.toCanonical(), e.getMessage()), e);
        }
    }

    /** Checks a value from outside; its bytes are kept as they came. */
    JsonValue check(String path, JsonNode written) {
        if (written.isNull() && !takesNull()) {
            throw refuse(path, written);
        }
        try {
            reader.readValue(written);
            return JsonValue.of(written);
        } catch (JsonMappingException e) {
            StringBuilder where = new StringBuilder(path);
            for (JsonMappingException.Reference step : e.getPath()) {
                where.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
            }
            throw new ProblemException(new Problem.InvalidRequest(
                    where.toString(),
                    written.toString(),
                    name() + " (" + e.getOriginalMessage().lines().findFirst().orElse("") + ")"));
        } catch (IOException | RuntimeException e) {
            throw refuse(path, written);
        }
    }

    private ProblemException refuse(String path, JsonNode found) {
        return new ProblemException(new Problem.InvalidRequest(path, found.toString(), name()));
    }

    private boolean takesNull() {
        return type.isReferenceType()
                || JsonNode.class.isAssignableFrom(type.getRawClass())
                || type.hasRawClass(JsonValue.class);
    }

    private String name() {
        return "a " + type.getRawClass().getSimpleName();
    }

    private static JsonMapper strict() {
        JsonMapper mapper = Json.mapper()
                .rebuild()
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }
}
