package io.heddle.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a stored document, found by looking for where it ends: the counterpart of {@link JsonAssembly}. What nobody
 * asks for is stepped over, and a value that is handed on is copied byte for byte.
 *
 * <p>For text that was well formed when it was stored. Damaged text rises as an {@link UncheckedIOException} or gives a
 * wrong slice, but never reads outside of its bytes. Immutable.
 */
public final class JsonSlice {
    private final byte[] source;
    private final int from;
    private final int to;

    private JsonSlice(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    public static JsonSlice of(byte[] utf8) {
        int from = spaceEnd(utf8, 0, utf8.length);
        return new JsonSlice(utf8, from, valueEnd(utf8, from, utf8.length));
    }

    public static JsonSlice of(JsonValue value) {
        return of(value.utf8());
    }

    public boolean isObject() {
        return source[from] == '{';
    }

    public boolean isArray() {
        return source[from] == '[';
    }

    public boolean isText() {
        return source[from] == '"';
    }

    /** An object's members in their written order. */
    public Map<String, JsonSlice> members() {
        expect('{', "an object");
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        int at = spaceEnd(source, from + 1, to);
        while (source[at] != '}') {
            JsonSlice name = valueAt(at);
            at = spaceEnd(source, name.to, to);
            if (source[at] != ':') {
                throw malformed(source, at);
            }
            JsonSlice value = valueAt(spaceEnd(source, at + 1, to));
            members.put(name.text(), value);
            at = separatorEnd(value.to);
        }
        return members;
    }

    /** An array's elements. */
    public List<JsonSlice> elements() {
        expect('[', "an array");
        List<JsonSlice> elements = new ArrayList<>();
        int at = spaceEnd(source, from + 1, to);
        while (source[at] != ']') {
            JsonSlice element = valueAt(at);
            elements.add(element);
            at = separatorEnd(element.to);
        }
        return elements;
    }

    public String text() {
        expect('"', "a string");
        for (int i = from + 1; i < to - 1; i++) {
            if (source[i] == '\\') {
                return Json.read(bytes(), String.class);
            }
        }
        return new String(source, from + 1, to - from - 2, StandardCharsets.UTF_8);
    }

    public long number() {
        try {
            return Long.parseLong(toString());
        } catch (NumberFormatException e) {
            throw unexpected("a whole number");
        }
    }

    public boolean flag() {
        return switch (toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unexpected("true or false");
        };
    }

    /** A copy that does not hold on to the document. */
    public JsonValue value() {
        return JsonValue.ofBytes(bytes());
    }

    /** The slice's text. */
    @Override
    public String toString() {
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        return Arrays.copyOfRange(source, from, to);
    }

    private JsonSlice valueAt(int start) {
        return new JsonSlice(source, start, valueEnd(source, start, to));
    }

    private int separatorEnd(int valueEnd) {
        int at = spaceEnd(source, valueEnd, to);
        return source[at] == ',' ? spaceEnd(source, at + 1, to) : at;
    }

    private void expect(char opening, String what) {
        if (source[from] != opening) {
            throw unexpected(what);
        }
    }

    private static int spaceEnd(byte[] source, int from, int to) {
        int at = from;
        while (at < to && (source[at] == ' ' || source[at] == '\n' || source[at] == '\r' || source[at] == '\t')) {
            at++;
        }
        if (at >= to) {
            throw malformed(source, at);
        }
        return at;
    }

    private static int valueEnd(byte[] source, int from, int to) {
        return switch (source[from]) {
            case '"' -> textEnd(source, from, to);
            case '{', '[' -> nestEnd(source, from, to);
            default -> scalarEnd(source, from, to);
        };
    }

    private static int textEnd(byte[] source, int from, int to) {
        for (int at = from + 1; at < to; at++) {
            if (source[at] == '"') {
                return at + 1;
            }
            if (source[at] == '\\') {
                at++;
            }
        }
        throw malformed(source, to);
    }

    private static int nestEnd(byte[] source, int from, int to) {
        int depth = 0;
        int at = from;
        while (at < to) {
            switch (source[at]) {
                case '"' -> at = textEnd(source, at, to) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
            if (depth == 0) {
                return at;
            }
        }
        throw malformed(source, to);
    }

    private static int scalarEnd(byte[] source, int from, int to) {
        int at = from;
        while (at < to && ",:]}\" \n\r\t".indexOf(source[at]) < 0) {
            at++;
        }
        if (at == from) {
            throw malformed(source, at);
        }
        return at;
    }

    private UncheckedIOException unexpected(String what) {
        String found = to - from <= 40 ? toString() : new String(source, from, 40, StandardCharsets.UTF_8) + "…";
        return new UncheckedIOException(new IOException("expected %s, found %s".formatted(what, found)));
    }

    private static UncheckedIOException malformed(byte[] source, int at) {
        return new UncheckedIOException(
                new IOException("not a JSON document: byte %d of %d does not fit".formatted(at, source.length)));
    }
}
