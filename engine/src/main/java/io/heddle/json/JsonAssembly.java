package io.heddle.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts a document together from parts that are already encoded, by copying bytes.
 *
 * <p>Used where a reply holds thousands of stored messages: no part is parsed or written again. Not thread-safe; a builder.
 */
public final class JsonAssembly {
    private static final JsonValue TRUE = JsonValue.ofText("true");
    private static final JsonValue FALSE = JsonValue.ofText("false");

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
        out.quoted(name);
        out.write(':');
        first = true;
        return this;
    }

    public JsonAssembly text(String text) {
        comma();
        out.quoted(text);
        return this;
    }

    public JsonAssembly number(long number) {
        comma();
        out.writeBytes(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    public JsonAssembly flag(boolean flag) {
        return value(flag ? TRUE : FALSE);
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
        return name(name).text(value);
    }

    public JsonAssembly member(String name, long value) {
        return name(name).number(value);
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

    /** Bytes that grow; a {@code ByteArrayOutputStream} would take a lock for each of them. */
    private static final class Buffer {
        private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

        private byte[] bytes = new byte[256];
        private int size;

        void write(int b) {
            reserve(1);
            bytes[size++] = (byte) b;
        }

        void writeBytes(byte[] all) {
            reserve(all.length);
            System.arraycopy(all, 0, bytes, size, all.length);
            size += all.length;
        }

        /** As Jackson writes it, but half of a surrogate pair becomes a question mark instead of a failure. */
        void quoted(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            write('"');
            if (isPlain(utf8)) {
                writeBytes(utf8);
            } else {
                escaped(utf8);
            }
            write('"');
        }

        byte[] exact() {
            return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
        }

        private void escaped(byte[] utf8) {
            for (byte b : utf8) {
                switch (b) {
                    case '"', '\\' -> escape(b);
                    case '\b' -> escape('b');
                    case '\t' -> escape('t');
                    case '\n' -> escape('n');
                    case '\f' -> escape('f');
                    case '\r' -> escape('r');
                    default -> {
                        if (b >= 0 && b < ' ') {
                            escape('u');
                            write('0');
                            write('0');
                            write(HEX[b >> 4]);
                            write(HEX[b & 15]);
                        } else {
                            write(b);
                        }
                    }
                }
            }
        }

        private void escape(int letter) {
            write('\\');
            write(letter);
        }

        private void reserve(int more) {
            if (bytes.length - size < more) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
            }
        }

        private static boolean isPlain(byte[] utf8) {
            for (byte b : utf8) {
                if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                    return false;
                }
            }
            return true;
        }
    }
}
