package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that a run is configured with, and the typed key to it: {@code ConfigKey<String> MODEL = ConfigKey.of("model",
 * String.class)}. A graph that declares it, {@code g.config(MODEL)}, is run only with a value that fits, and its nodes read it
 * by {@link NodeContext#config(ConfigKey)}. Immutable.
 *
 * @param <T> what a reader gets
 */
public final class ConfigKey<T> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    /** What clients put among the same values to say where a run belongs. */
    private static final Set<String> ADDRESSES = Set.of(
            "thread_id", "run_id", "checkpoint_id", "checkpoint_ns", "checkpoint_map", "graph_id", "assistant_id");

    private final String name;
    private final TypedJson<T> json;
    private final @Nullable T otherwise;

    private ConfigKey(String name, TypedJson<T> json, @Nullable T otherwise) {
        if (!FORM.matcher(name).matches() || ADDRESSES.contains(name)) {
            throw new IllegalArgumentException(
                    ("config key \"%s\": expected a letter, then at most 63 letters, digits, _ . or -, and none of"
                                    + " the names by which clients address runs: %s")
                            .formatted(name, ADDRESSES.stream().sorted().toList()));
        }
        this.name = name;
        this.json = json;
        this.otherwise = otherwise;
    }

    /** A value that every run must be given. */
    public static <T> ConfigKey<T> of(String name, Class<T> type) {
        return new ConfigKey<>(name, TypedJson.of("config key " + name, type), null);
    }

    /** As {@link #of(String, Class)}, for generic types. */
    public static <T> ConfigKey<T> of(String name, TypeRef<T> type) {
        return new ConfigKey<>(name, TypedJson.of("config key " + name, type), null);
    }

    /** The same for runs that may do without: they get {@code otherwise}. */
    public ConfigKey<T> orElse(T otherwise) {
        return new ConfigKey<>(name, json, otherwise);
    }

    public String name() {
        return name;
    }

    /**
     * Reads the value from a run's configurable values.
     *
     * @throws NoSuchElementException if it is not there and there is nothing else to give
     */
    public T read(JsonValue config) {
        JsonNode found = config.node().get(name);
        if (found != null && !found.isNull()) {
            return json.decode(JsonValue.of(found));
        }
        if (otherwise == null) {
            throw new NoSuchElementException(
                    "the run was not given config key %s; declare it with config(…), so that such a run is refused"
                            .formatted(name));
        }
        return otherwise;
    }

    /** The same configurable values, and this one. */
    public JsonValue write(T value, JsonValue config) {
        ObjectNode all = ((ObjectNode) config.node()).deepCopy();
        all.set(name, json.encode(value).node());
        return JsonValue.of(all);
    }

    /**
     * Checks the value among those that a run is given.
     *
     * @param path where they stand in the request, for errors
     */
    void check(String path, JsonNode config) {
        JsonNode found = config.path(name);
        if (!found.isMissingNode() && !found.isNull()) {
            json.check(path + "." + name, found);
        } else if (otherwise == null) {
            throw new ProblemException(
                    new Problem.InvalidRequest(path + "." + name, "nothing", "a value of type " + json.shortName()));
        }
    }

    /** Whether both mean the same value. */
    boolean isLike(ConfigKey<?> other) {
        return name.equals(other.name) && json.type().equals(other.json.type());
    }

    boolean required() {
        return otherwise == null;
    }

    String typeName() {
        return json.shortName();
    }

    ObjectNode schema(TypeSchemas types) {
        ObjectNode schema = types.of(json.type());
        if (otherwise != null) {
            schema.set("default", json.encode(otherwise).node());
        }
        return schema;
    }

    @Override
    public String toString() {
        return name;
    }
}
