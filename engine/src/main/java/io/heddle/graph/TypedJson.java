package io.heddle.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One user type and its JSON, both ways, as {@link UserTypes} says. Thread-safe.
 *
 * @param writer writes an {@code Optional} of the type: of a value by itself Jackson looks at the class only, and a
 *     {@code Result<Shape>} would lose what its shape is
 */
record TypedJson<T>(JavaType type, ObjectReader reader, ObjectWriter writer) {
    /**
     * @param owner what the type is for, as in {@code channel essay}
     * @throws IllegalArgumentException if values of the type could not be read back
     */
    static <T> TypedJson<T> of(String owner, Class<T> type) {
        return of(owner, UserTypes.MAPPER.constructType(type));
    }

    /** As {@link #of(String, Class)}, for generic types. */
    static <T> TypedJson<T> of(String owner, TypeRef<T> type) {
        return of(owner, type.type());
    }

    private static <T> TypedJson<T> of(String owner, JavaType type) {
        TypeCheck.check(owner, type);
        JavaType optional = UserTypes.MAPPER.getTypeFactory().constructReferenceType(Optional.class, type);
        return new TypedJson<>(type, UserTypes.MAPPER.readerFor(type), UserTypes.MAPPER.writerFor(optional));
    }

    JsonValue encode(T value) {
        try {
            return JsonValue.ofBytes(writer.writeValueAsBytes(Optional.of(value)));
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

    /** The type without packages, for messages: {@code List<Score>}. */
    String shortName() {
        return shortName(type);
    }

    static String shortName(JavaType type) {
        return type.toCanonical().replaceAll("[\\w.$]*[.$](?=\\w)", "");
    }

    private String name() {
        return "a " + type.getRawClass().getSimpleName();
    }
}
