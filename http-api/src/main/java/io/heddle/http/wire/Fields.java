package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object of a request, read by name and type. An explicit null is the same as absence. It remembers
 * what was asked for, so that members nobody knows can be counted; they are ignored, because new clients add fields.
 * Not thread-safe: one request, one reader.
 */
public final class Fields {
    private final String prefix;
    private final JsonNode object;
    private final Set<String> known = new HashSet<>();

    private Fields(String prefix, JsonNode object) {
        this.prefix = prefix;
        this.object = object;
    }

    /** The members of a request's body. */
    public static Fields ofBody(JsonNode body) {
        if (!body.isObject()) {
            throw new ProblemException(new Problem.InvalidRequest("body", describe(body), "a JSON object"));
        }
        return new Fields("", body);
    }

    /** The members of each object of a body that is a list of at least one. */
    public static List<Fields> ofBodies(JsonNode body) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : body) {
            if (body.isArray() && element.isObject()) {
                objects.add(new Fields("[" + objects.size() + "].", element));
            }
        }
        if (objects.isEmpty() || objects.size() != body.size()) {
            throw new ProblemException(
                    new Problem.InvalidRequest("body", describe(body), "a list of at least one JSON object"));
        }
        return objects;
    }

    /** The member as it came; a JSON null if it is absent. */
    public JsonNode any(String name) {
        known.add(name);
        JsonNode found = object.get(name);
        return found == null ? JsonNodeFactory.instance.nullNode() : found;
    }

    public boolean has(String name) {
        return !any(name).isNull();
    }

    /** Whether the member is there and is an explicit null, for the few where that is not the same as absence. */
    public boolean isNull(String name) {
        return any(name).isNull() && object.has(name);
    }

    public @Nullable String text(String name) {
        JsonNode found = any(name);
        if (found.isNull()) {
            return null;
        }
        if (!found.isTextual()) {
            throw refuse(name, found, "a string");
        }
        return found.textValue();
    }

    public String requiredText(String name) {
        String found = text(name);
        if (found == null) {
            throw new ProblemException(new Problem.InvalidRequest(path(name), "nothing", "a string"));
        }
        return found;
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode found = any(name);
        if (found.isNull()) {
            return otherwise;
        }
        if (!found.isBoolean()) {
            throw refuse(name, found, "true or false");
        }
        return found.booleanValue();
    }

    public int number(String name, int otherwise, int least, int most) {
        JsonNode found = any(name);
        if (found.isNull()) {
            return otherwise;
        }
        boolean fits = found.isIntegralNumber() && found.canConvertToInt();
        if (!fits || found.intValue() < least || found.intValue() > most) {
            throw refuse(name, found, "a whole number from %d to %d".formatted(least, most));
        }
        return found.intValue();
    }

    /** A JSON object, encoded; null if absent. */
    public @Nullable JsonValue object(String name) {
        JsonNode found = any(name);
        if (found.isNull()) {
            return null;
        }
        if (!found.isObject()) {
            throw refuse(name, found, "a JSON object");
        }
        return JsonValue.of(found);
    }

    public JsonValue objectOrEmpty(String name) {
        JsonValue found = object(name);
        return found == null ? JsonValue.EMPTY_OBJECT : found;
    }

    /** The members of an object within; null if absent. */
    public @Nullable Fields inner(String name) {
        JsonNode found = any(name);
        if (found.isNull()) {
            return null;
        }
        if (!found.isObject()) {
            throw refuse(name, found, "a JSON object");
        }
        return new Fields(path(name) + ".", found);
    }

    /** The members of each object in a list; none if absent. */
    public List<Fields> objects(String name) {
        JsonNode found = any(name);
        List<Fields> objects = new ArrayList<>();
        for (JsonNode element : found) {
            if (found.isArray() && element.isObject()) {
                objects.add(new Fields(path(name) + "[" + objects.size() + "].", element));
            }
        }
        if (!found.isNull() && (!found.isArray() || objects.size() != found.size())) {
            throw refuse(name, found, "a list of JSON objects");
        }
        return objects;
    }

    public @Nullable List<String> texts(String name) {
        JsonNode found = any(name);
        if (found.isNull()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : found) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            }
        }
        if (!found.isArray() || texts.size() != found.size()) {
            throw refuse(name, found, "a list of strings");
        }
        return texts;
    }

    /** One word out of a closed set; {@code otherwise} if absent. */
    public <T> T word(String name, Map<String, T> words, T otherwise) {
        String found = text(name);
        return found == null ? otherwise : choose(path(name), found, words);
    }

    /** The members that are left after those named, as one object. */
    public JsonValue without(Set<String> names) {
        Map<String, JsonNode> rest = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            if (!names.contains(member.getKey())) {
                rest.put(member.getKey(), member.getValue());
            }
        });
        return JsonValue.encode(rest);
    }

    /** The names of all members, in their written order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** How many members of this object nobody has asked for. */
    public int unknown() {
        int count = 0;
        for (var member : object.properties()) {
            count += known.contains(member.getKey()) ? 0 : 1;
        }
        return count;
    }

    /** Where a member stands in the request. */
    public String path(String name) {
        return prefix + name;
    }

    public ProblemException refuse(String name, JsonNode found, String expected) {
        return new ProblemException(new Problem.InvalidRequest(path(name), describe(found), expected));
    }

    /** A value in a few words: scalars as they are, containers by size. */
    public static String describe(JsonNode found) {
        return switch (found.getNodeType()) {
            case OBJECT -> "an object of " + found.size() + " members";
            case ARRAY -> "a list of " + found.size();
            case NULL, MISSING -> "nothing";
            case BINARY, BOOLEAN, NUMBER, POJO, STRING -> found.toString();
        };
    }

    static <T> T choose(String path, String found, Map<String, T> words) {
        T chosen = words.get(found);
        if (chosen == null) {
            throw new ProblemException(
                    new Problem.InvalidRequest(path, "\"" + found + "\"", String.join(" | ", words.keySet())));
        }
        return chosen;
    }
}
