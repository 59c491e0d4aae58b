package io.heddle.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts a document together from parts that are already encoded, by copying bytes.
 *
 * <p>Used where a reply holds thousands of stored messages: no part is parsed or written again. Not thread-safe; a builder.
 */
public final class JsonAssembly {
    private static final JsonValue TRUE = JsonValue.ofText("true");
    private static final JsonValue FALSE = JsonValue.ofText("false");

    private static final int ROOM = 256;

    private final Buffer out;
    private boolean first = true;

    public JsonAssembly() {
        this(ROOM);
    }

    /** @param room about how many bytes it will come to */
    public JsonAssembly(int room) {
        this.out = new Buffer(room);
    }

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

    /** As {@link #name}, for a name as it stands in another document. */
    JsonAssembly copiedName(JsonSlice name) {
        value(name);
        out.write(':');
        first = true;
        return this;
    }

    public JsonAssembly text(String text) {
        comma();
        out.quoted(text);
        return this;
    }

    /** A string, or null. */
    public JsonAssembly textOrNull(@Nullable String text) {
        return text == null ? value(JsonValue.NULL) : text(text);
    }

    public JsonAssembly number(long number) {
        comma();
        out.digits(number);
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

    /** A part of another document, as it stands there. */
    public JsonAssembly value(JsonSlice part) {
        comma();
        out.writeBytes(part.source(), part.from(), part.to() - part.from());
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
        int room = ROOM;
        for (JsonValue value : values) {
            room += value.size() + 1;
        }
        out.reserve(room);
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

        private byte[] bytes;
        private int size;

        Buffer(int room) {
            this.bytes = new byte[room];
        }

        void write(int b) {
            reserve(1);
            bytes[size++] = (byte) b;
        }

        void writeBytes(byte[] all) {
            writeBytes(all, 0, all.length);
        }

        void writeBytes(byte[] source, int from, int length) {
            reserve(length);
            System.arraycopy(source, from, bytes, size, length);
            size += length;
        }

        void digits(long number) {
            if (number < 0) {
                writeBytes(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
                return;
            }
            int count = 1;
            for (long rest = number / 10; rest > 0; rest /= 10) {
                count++;
            }
            reserve(count);
            long rest = number;
            for (int at = size + count - 1; at >= size; at--) {
                bytes[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            size += count;
        }

        /** As Jackson writes it, but half of a surrogate pair becomes a question mark instead of a failure. */
        void quoted(String text) {
            write('"');
            int start = size;
            if (!plain(text)) {
                size = start;
                escaped(text.getBytes(StandardCharsets.UTF_8));
            }
            write('"');
        }

        /** Writes ASCII that needs no escapes, which most text is, without a copy in between; false if it is something else. */
        private boolean plain(String text) {
            int length = text.length();
            reserve(length);
            for (int i = 0; i < length; i++) {
                char c = text.charAt(i);
                if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                    return false;
                }
                bytes[size++] = (byte) c;
            }
            return true;
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
    }
}
