package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import io.heddle.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Names a generic type at run time: {@code new TypeRef<Map<String, Score>>() {}}. */
public abstract class TypeRef<T> {
    private final JavaType type;

    protected TypeRef() {
        Type parent = getClass().getGenericSuperclass();
        if (!(parent instanceof ParameterizedType generic)) {
            throw new IllegalStateException("write the type between the brackets: new TypeRef<List<Score>>() {}");
        }
        this.type = Json.mapper().constructType(generic.getActualTypeArguments()[0]);
    }

    private TypeRef(JavaType type) {
        this.type = type;
    }

    /** For a type that is put together at run time; that it is a {@code T} is the caller's word. */
    public static <T> TypeRef<T> of(Type type) {
        return new TypeRef<>(Json.mapper().constructType(type)) {};
    }

    final JavaType type() {
        return type;
    }
}
