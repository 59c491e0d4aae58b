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

    final JavaType type() {
        return type;
    }
}
