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
    private static final int LONGEST_NUMBER = 19;

    private final byte[] source;
    private final int from;
    private final int to;

    JsonSlice(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    public static JsonSlice of(byte[] utf8) {
        int to = utf8.length;
        while (to > 0 && isSpace(utf8[to - 1])) {
            to--;
        }
        return new JsonSlice(utf8, spaceEnd(utf8, 0, to), to);
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

    public boolean isNull() {
        return isWord("null");
    }

    /** An object's members in their written order. */
    public Map<String, JsonSlice> members() {
        JsonMembers found = fields();
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            members.put(found.name(i).text(), found.value(i));
        }
        return members;
    }

    /** An object's members, for whoever asks for some of them by name. */
    public JsonMembers fields() {
        expect('{', "an object");
        JsonMembers members = new JsonMembers(source);
        int at = spaceEnd(source, from + 1, to);
        while (source[at] != '}') {
            int nameEnd = valueEnd(source, at, to);
            int colon = spaceEnd(source, nameEnd, to);
            if (source[at] != '"' || source[colon] != ':') {
                throw malformed(source, colon);
            }
            int value = spaceEnd(source, colon + 1, to);
            int valueEnd = valueEnd(source, value, to);
            members.add(at, nameEnd, value, valueEnd);
            at = separatorEnd(valueEnd);
        }
        endsAt(at);
        return members;
    }

    /** An array's elements. */
    public List<JsonSlice> elements() {
        expect('[', "an array");
        List<JsonSlice> elements = new ArrayList<>();
        int at = spaceEnd(source, from + 1, to);
        while (source[at] != ']') {
            int end = valueEnd(source, at, to);
            elements.add(new JsonSlice(source, at, end));
            at = separatorEnd(end);
        }
        endsAt(at);
        return elements;
    }

    public String text() {
        expect('"', "a string");
        for (int i = from + 1; i < to - 1; i++) {
            if (source[i] == '\\') {
                return Json.read(bytes(), String.class);
            }
            if (source[i] == '"') {
                throw malformed(source, i + 1);
            }
        }
        if (to - from < 2 || source[to - 1] != '"') {
            throw malformed(source, to);
        }
        return new String(source, from + 1, to - from - 2, StandardCharsets.UTF_8);
    }

    public long number() {
        int at = source[from] == '-' ? from + 1 : from;
        if (at == to || to - at > LONGEST_NUMBER) {
            throw unexpected("a whole number");
        }
        long negative = 0;
        for (int i = at; i < to; i++) {
            if (source[i] < '0' || source[i] > '9') {
                throw unexpected("a whole number");
            }
            negative = negative * 10 - (source[i] - '0');
        }
        if (negative > 0 || (at == from && negative == Long.MIN_VALUE)) {
            throw unexpected("a whole number");
        }
        return at == from ? -negative : negative;
    }

    public boolean flag() {
        if (isWord("true") || isWord("false")) {
            return source[from] == 't';
        }
        throw unexpected("true or false");
    }

    /** A copy that does not hold on to the document. */
    public JsonValue value() {
        return JsonValue.ofBytes(bytes());
    }

    /** The document that this is a part of; never changed. */
    byte[] source() {
        return source;
    }

    /** Where it begins. */
    int from() {
        return from;
    }

    /** Where it has ended. */
    int to() {
        return to;
    }

    /** The slice's text. */
    @Override
    public String toString() {
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        return Arrays.copyOfRange(source, from, to);
    }

    /** Whether it is the same text. */
    boolean is(JsonValue value) {
        byte[] other = value.utf8();
        return Arrays.equals(source, from, to, other, 0, other.length);
    }

    private boolean isWord(String word) {
        boolean same = to - from == word.length();
        for (int i = 0; same && i < word.length(); i++) {
            same = source[from + i] == word.charAt(i);
        }
        return same;
    }

    private int separatorEnd(int valueEnd) {
        int at = spaceEnd(source, valueEnd, to);
        return source[at] == ',' ? spaceEnd(source, at + 1, to) : at;
    }

    /** What ends at a bracket has nothing behind it. */
    private void endsAt(int bracket) {
        if (bracket != to - 1) {
            throw malformed(source, bracket + 1);
        }
    }

    private void expect(char opening, String what) {
        if (source[from] != opening) {
            throw unexpected(what);
        }
    }

    private static int spaceEnd(byte[] source, int from, int to) {
        int at = from;
        while (at < to && isSpace(source[at])) {
            at++;
        }
        if (at >= to) {
            throw malformed(source, at);
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    static int valueEnd(byte[] source, int from, int to) {
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
        while (at < to && !endsScalar(source[at])) {
            at++;
        }
        if (at == from) {
            throw malformed(source, at);
        }
        return at;
    }

    private static boolean endsScalar(byte b) {
        return b == ',' || b == ':' || b == ']' || b == '}' || b == '"' || isSpace(b);
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
