package io.heddle.codec;

import io.heddle.api.RunId;
import io.heddle.json.JsonMembers;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads an object's fields and puts back what {@link Fields} left out. Members that nobody asks for are ignored. */
final class Members {
    private final JsonMembers members;
    private final @Nullable RunId subject;

    private Members(JsonMembers members, @Nullable RunId subject) {
        this.members = members;
        this.subject = subject;
    }

    static Members of(JsonSlice object) {
        return about(null, object);
    }

    /** The members of an object whose {@link #run} is {@code subject} unless it says otherwise. */
    static Members about(@Nullable RunId subject, JsonSlice object) {
        return new Members(object.fields(), subject);
    }

    /** The run that the object is about. */
    RunId run() {
        JsonSlice found = members.get("run");
        return found == null && subject != null ? subject : new RunId(text("run"));
    }

    @Nullable
    JsonSlice partOrNull(String name) {
        return members.get(name);
    }

    String text(String name) {
        return needed(name).text();
    }

    String text(String name, String usual) {
        JsonSlice found = members.get(name);
        return found == null ? usual : found.text();
    }

    @Nullable
    String textOrNull(String name) {
        JsonSlice found = members.get(name);
        return found == null ? null : found.text();
    }

    /** Null when it was left out. */
    <T> @Nullable T idOrNull(String name, Function<String, T> id) {
        JsonSlice found = members.get(name);
        return found == null ? null : id.apply(found.text());
    }

    long number(String name) {
        return needed(name).number();
    }

    long number(String name, long usual) {
        JsonSlice found = members.get(name);
        return found == null ? usual : found.number();
    }

    int whole(String name, int usual) {
        return Math.toIntExact(number(name, usual));
    }

    boolean flag(String name) {
        JsonSlice found = members.get(name);
        return found != null && found.flag();
    }

    JsonValue value(String name) {
        return needed(name).value();
    }

    @Nullable
    JsonValue valueOrNull(String name) {
        JsonSlice found = members.get(name);
        return found == null ? null : found.value();
    }

    JsonValue object(String name) {
        JsonSlice found = members.get(name);
        return found == null ? JsonValue.EMPTY_OBJECT : found.value();
    }

    Map<String, JsonValue> values(String name) {
        return map(name, JsonSlice::value);
    }

    List<String> texts(String name) {
        return list(name, JsonSlice::text);
    }

    <T> List<T> list(String name, Function<JsonSlice, T> form) {
        List<T> items = listOrNull(name, form);
        return items == null ? List.of() : items;
    }

    <T> @Nullable List<T> listOrNull(String name, Function<JsonSlice, T> form) {
        JsonSlice found = members.get(name);
        return found == null ? null : list(found, form);
    }

    <T> Map<String, T> map(String name, Function<JsonSlice, T> form) {
        JsonSlice found = members.get(name);
        if (found == null) {
            return Map.of();
        }
        Map<String, T> items = new HashMap<>();
        found.members().forEach((key, item) -> items.put(key, form.apply(item)));
        return items;
    }

    Members nested(String name) {
        return of(needed(name));
    }

    <T> @Nullable T nestedOrNull(String name, Function<Members, T> form) {
        JsonSlice found = members.get(name);
        return found == null ? null : form.apply(of(found));
    }

    /** The items of an array. */
    static <T> List<T> list(JsonSlice array, Function<JsonSlice, T> form) {
        List<JsonSlice> slices = array.elements();
        List<T> items = new ArrayList<>(slices.size());
        for (JsonSlice slice : slices) {
            items.add(form.apply(slice));
        }
        return items;
    }

    /** The member of a closed vocabulary that is written as {@code text}. */
    static <E extends Enum<E>> E word(E[] vocabulary, Function<E, String> written, String text) {
        for (E member : vocabulary) {
            if (written.apply(member).equals(text)) {
                return member;
            }
        }
        throw unknown(vocabulary[0].getDeclaringClass().getSimpleName(), text);
    }

    static UncheckedIOException unknown(String vocabulary, String text) {
        return new UncheckedIOException(new IOException("\"%s\" is no known %s".formatted(text, vocabulary)));
    }

    private JsonSlice needed(String name) {
        JsonSlice found = members.get(name);
        if (found == null) {
            throw new UncheckedIOException(new IOException("field \"%s\" is missing".formatted(name)));
        }
        return found;
    }
}
