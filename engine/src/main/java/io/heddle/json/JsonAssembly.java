package io.heddle.json;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Puts a document together from parts that are already encoded, by copying bytes.
 *
 * <p>Used where a reply holds thousands of stored messages: no part is parsed or written again. Not thread-safe; a builder.
 */
public final class JsonAssembly {
    private final Buffer out = new Buffer();
    private boolean first = true;

    public JsonAssembly openObject() {
        comma();
        return open('{');
    }

    public JsonAssembly openArray() {
        comma();
        return open('[');
    }

    public JsonAssembly closeObject() {
        return close('}');
    }

    public JsonAssembly closeArray() {
        return close(']');
    }

    /** Writes a member's name; the next value, object or array belongs to it. */
    public JsonAssembly name(String name) {
        comma();
        out.writeBytes(Json.bytes(name));
        out.write(':');
        first = true;
        return this;
    }

    public JsonAssembly value(JsonValue value) {
        comma();
        out.writeBytes(value.utf8());
        return this;
    }

    public JsonAssembly member(String name, JsonValue value) {
        return name(name).value(value);
    }

    public JsonAssembly member(String name, String value) {
        return name(name).value(JsonValue.encode(value));
    }

    public JsonAssembly member(String name, long value) {
        return name(name).value(JsonValue.encode(value));
    }

    public JsonAssembly members(Iterable<JsonValue> values) {
        values.forEach(this::value);
        return this;
    }

    public byte[] bytes() {
        return out.exact();
    }

    public JsonValue done() {
        return JsonValue.ofBytes(bytes());
    }

    private JsonAssembly open(char bracket) {
        out.write(bracket);
        first = true;
        return this;
    }

    private JsonAssembly close(char bracket) {
        out.write(bracket);
        first = false;
        return this;
    }

    private void comma() {
        if (!first) {
            out.write(',');
        }
        first = false;
    }

    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(256);
        }

        byte[] exact() {
            return buf.length == count ? buf : Arrays.copyOf(buf, count);
        }
    }
}
