package io.heddle.graph;

import io.heddle.json.JsonValue;

/**
 * The name and result type of a recorded call: {@code ctx.once(SCORE, () -> model.score(claim))} runs the call once in a
 * visit of the node, whatever fails, crashes or is resumed in between, and gives its recorded result from then on.
 *
 * <p>A call's name belongs to the visit; in a loop, tell the rounds apart with {@link #at}. Immutable.
 */
public final class Call<T> {
    private final String name;
    private final TypedJson<T> json;

    private Call(String name, TypedJson<T> json) {
        this.name = name;
        this.json = json;
    }

    public static <T> Call<T> of(String name, Class<T> result) {
        return new Call<>(name, TypedJson.of("call " + name, result));
    }

    /** As {@link #of(String, Class)}, for generic types. */
    public static <T> Call<T> of(String name, TypeRef<T> result) {
        return new Call<>(name, TypedJson.of("call " + name, result));
    }

    /** The same call in another round. */
    public Call<T> at(Object round) {
        return new Call<>(name + "@" + round, json);
    }

    public String name() {
        return name;
    }

    public JsonValue encode(T result) {
        return json.encode(result);
    }

    public T decode(JsonValue recorded) {
        return json.decode(recorded);
    }

    @Override
    public String toString() {
        return name;
    }
}
