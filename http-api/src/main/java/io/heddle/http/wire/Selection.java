package io.heddle.http.wire;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an object that {@code select} names by dotted paths, such as {@code values.messages}. What lies in a list is
 * selected of each of its elements; a part that is not there is left out. Not thread-safe while it is read.
 */
final class Selection {
    private final Map<String, Selection> members = new LinkedHashMap<>();
    private boolean whole;

    private Selection() {}

    /** What the paths name; null if nobody chose. */
    static @Nullable Selection of(@Nullable Collection<String> paths) {
        if (paths == null || paths.isEmpty()) {
            return null;
        }
        Selection selection = new Selection();
        paths.forEach(selection::add);
        return selection;
    }

    /** By the first names of the paths. */
    Map<String, Selection> members() {
        return members;
    }

    /** The parts of {@code value} that are named below it. */
    JsonValue of(JsonValue value) {
        if (whole) {
            return value;
        }
        JsonAssembly out = new JsonAssembly();
        write(out, JsonSlice.of(value));
        return out.done();
    }

    private void write(JsonAssembly out, JsonSlice value) {
        if (whole || !(value.isObject() || value.isArray())) {
            out.value(value.value());
        } else if (value.isArray()) {
            out.openArray();
            value.elements().forEach(element -> write(out, element));
            out.closeArray();
        } else {
            Map<String, JsonSlice> all = value.members();
            out.openObject();
            members.forEach((name, below) -> {
                JsonSlice member = all.get(name);
                if (member != null) {
                    below.write(out.name(name), member);
                }
            });
            out.closeObject();
        }
    }

    private void add(String path) {
        Selection at = this;
        for (String name : path.split("\\.", -1)) {
            if (name.isEmpty() || name.indexOf('[') >= 0) {
                throw new ProblemException(new Problem.InvalidRequest(
                        "select", "\"" + path + "\"", "names between dots, such as values.messages"));
            }
            at = at.members.computeIfAbsent(name, below -> new Selection());
        }
        at.whole = true;
    }
}
