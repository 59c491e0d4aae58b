package io.heddle.http.wire;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a reply's object in their order, each already encoded. A builder; not thread-safe. */
public final class Members {
    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    public Members with(String name, @Nullable JsonValue value) {
        members.put(name, value == null ? JsonValue.NULL : value);
        return this;
    }

    public Members with(String name, @Nullable String text) {
        return with(name, JsonValue.encode(text));
    }

    public Members with(String name, long number) {
        return with(name, JsonValue.encode(number));
    }

    public Members with(String name, @Nullable Instant time) {
        return with(name, Timestamps.json(time));
    }

    @Nullable
    JsonValue get(String name) {
        return members.get(name);
    }

    /** Only what the paths name, or all if nobody chose; a path that begins with none of the members is refused. */
    public Members only(@Nullable Collection<String> selected) {
        Selection selection = Selection.of(selected);
        if (selection == null) {
            return this;
        }
        Members chosen = new Members();
        selection.members().forEach((name, below) -> {
            JsonValue value = members.get(name);
            if (value == null) {
                throw new ProblemException(
                        new Problem.InvalidRequest("select", "\"" + name + "\"", String.join(" | ", members.keySet())));
            }
            chosen.with(name, below.of(value));
        });
        return chosen;
    }

    public JsonValue json() {
        JsonAssembly object = new JsonAssembly().openObject();
        members.forEach(object::member);
        return object.closeObject().done();
    }
}
