package io.heddle.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON document kept as its UTF-8 text.
 *
 * <p>A message is encoded once, when it enters, and from then on its bytes are copied into journal rows, snapshots,
 * replies and streams; nothing parses or writes it again. A value may also be {@linkplain #deferred deferred}: its text is
 * put together when somebody reads it, so that a large reply nobody asks for costs nothing, and is not held afterwards, so
 * that a thousand states of one thread do not fill the memory. Equality is equality of text. Thread-safe.
 */
@JsonSerialize(using = JsonValue.Writer.class)
@JsonDeserialize(using = JsonValue.Reader.class)
public final class JsonValue {
    public static final JsonValue NULL = ofText("null");
    public static final JsonValue EMPTY_OBJECT = ofText("{}");
    public static final JsonValue EMPTY_ARRAY = ofText("[]");

    private final byte @Nullable [] text;
    private final @Nullable Deferred deferred;

    private JsonValue(byte[] text) {
        this.text = text;
        this.deferred = null;
    }

    private JsonValue(Deferred deferred) {
        this.text = null;
        this.deferred = deferred;
    }

    /** Wraps text that is known to be one compact JSON document. The array is not copied: never change it. */
    public static JsonValue ofBytes(byte[] utf8) {
        return new JsonValue(utf8);
    }

    /** Wraps text that is known to be one compact JSON document. */
    public static JsonValue ofText(String json) {
        return new JsonValue(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Checks and compacts a document from outside; throws {@link java.io.UncheckedIOException} if it is none. */
    public static JsonValue parse(String json) {
        return of(Json.tree(json.getBytes(StandardCharsets.UTF_8)));
    }

    public static JsonValue of(JsonNode node) {
        return new JsonValue(Json.bytes(node));
    }

    /** Encodes any value that Jackson can write; a {@code JsonValue} is returned as it is. */
    public static JsonValue encode(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        return value instanceof JsonValue already ? already : new JsonValue(Json.bytes(value));
    }

    /** A string as JSON. */
    public static JsonValue ofString(String text) {
        return new JsonAssembly(text.length() + 2).text(text).done();
    }

    /**
     * A value whose text is assembled by {@code source} on the reader's thread: once for readers at about the same time, and
     * again after the garbage collector has taken it.
     */
    public static JsonValue deferred(Supplier<byte[]> source) {
        return new JsonValue(new Deferred(source));
    }

    /** The document's text in UTF-8. Shared, not copied: never change it. */
    public byte[] utf8() {
        byte[] known = text;
        return known == null ? Objects.requireNonNull(deferred).text() : known;
    }

    /** This object with a member set: in its place if there is one of that name, else behind the others. */
    public JsonValue with(String name, JsonValue value) {
        JsonMembers members = JsonSlice.of(this).fields();
        int place = members.find(name);
        if (place >= 0 && members.value(place).is(value)) {
            return this;
        }
        JsonAssembly out = new JsonAssembly(size() + name.length() + value.size() + 4).openObject();
        for (int i = 0; i < members.size(); i++) {
            out.copiedName(members.name(i));
            if (i == place) {
                out.value(value);
            } else {
                out.value(members.value(i));
            }
        }
        return (place < 0 ? out.member(name, value) : out).closeObject().done();
    }

    /** This object without the member of that name. */
    public JsonValue without(String name) {
        JsonMembers members = JsonSlice.of(this).fields();
        int place = members.find(name);
        if (place < 0) {
            return this;
        }
        JsonAssembly out = new JsonAssembly(size()).openObject();
        for (int i = 0; i < members.size(); i++) {
            if (i != place) {
                out.copiedName(members.name(i)).value(members.value(i));
            }
        }
        return out.closeObject().done();
    }

    /** Length of the text in bytes. */
    public int size() {
        return utf8().length;
    }

    /** The parsed tree, made anew at each call; read it, do not change it. */
    public JsonNode node() {
        return Json.tree(utf8());
    }

    public boolean isNull() {
        return size() == 4 && Arrays.equals(utf8(), NULL.utf8());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonValue that && Arrays.equals(utf8(), that.utf8());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8());
    }

    /** The document's text. */
    @Override
    public String toString() {
        return new String(utf8(), StandardCharsets.UTF_8);
    }

    /** How a text is made, and the text for as long as somebody else holds it. */
    private static final class Deferred {
        private static final WeakReference<byte[]> NOTHING = new WeakReference<>(null);

        private final Supplier<byte[]> source;
        private volatile WeakReference<byte[]> latest = NOTHING;

        Deferred(Supplier<byte[]> source) {
            this.source = source;
        }

        byte[] text() {
            byte[] known = latest.get();
            if (known == null) {
                known = source.get();
                latest = new WeakReference<>(known);
            }
            return known;
        }
    }

    static final class Writer extends StdSerializer<JsonValue> {
        Writer() {
            super(JsonValue.class);
        }

        @Override
        public void serialize(JsonValue value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (out.canWriteFormattedNumbers()) {
                out.writeRawValue(new SerializedString(value.toString()));
            } else {
                out.writeTree(value.node());
            }
        }
    }

    static final class Reader extends StdDeserializer<JsonValue> {
        Reader() {
            super(JsonValue.class);
        }

        @Override
        public JsonValue deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return JsonValue.of(context.readTree(in));
        }

        @Override
        public JsonValue getNullValue(DeserializationContext context) {
            return NULL;
        }
    }
}
