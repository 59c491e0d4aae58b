package io.heddle.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.heddle.json.JsonValue;
import io.heddle.thread.ThreadState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Questions, commands and answers as they travel between nodes: records by their components, in CBOR, and a sealed type's
 * records under their simple names. Never persisted, so no golden file holds it; but nodes of two versions talk to each
 * other, so a component that is added must be nullable or a primitive, and none is renamed or removed. Thread-safe.
 *
 * <p>JSON inside travels as the text it is: what was equal here is equal there, and nothing is parsed on the way.
 */
public final class MessageCodec {
    private static final SnapshotCodec SNAPSHOTS = new SnapshotCodec();

    private static final ObjectMapper MAPPER = CBORMapper.builder()
            .annotationIntrospector(new Records())
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Throws {@link IllegalArgumentException} if a part of {@code message} is no record. */
    public <T> byte[] encode(Class<T> type, T message) {
        try {
            return MAPPER.writerFor(type).writeValueAsBytes(message);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a message between nodes: " + message.getClass(), e);
        }
    }

    /** Throws {@link IOException} if a newer node has said something that this version does not know. */
    public <T> T decode(Class<T> type, byte[] bytes) throws IOException {
        return MAPPER.readValue(bytes, type);
    }

    /** Says of our types what annotations would say, which they do not need for anything else. */
    private static final class Records extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated type) {
            return type instanceof AnnotatedClass && type.getRawType().isSealed()
                    ? JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.WRAPPER_ARRAY, null, null, false, true, null)
                    : null;
        }

        @Override
        public List<NamedType> findSubtypes(Annotated type) {
            List<NamedType> found = new ArrayList<>();
            collect(type.getRawType(), found);
            return found;
        }

        private static void collect(Class<?> type, List<NamedType> found) {
            if (type.isSealed()) {
                Arrays.stream(type.getPermittedSubclasses()).forEach(each -> collect(each, found));
            } else {
                found.add(new NamedType(type, type.getSimpleName()));
            }
        }

        @Override
        public @Nullable String findTypeName(AnnotatedClass type) {
            return type.getRawType().getSimpleName();
        }

        @Override
        public @Nullable Object findSerializer(Annotated type) {
            if (type.getRawType() == JsonValue.class) {
                return new TextWriter();
            }
            return type.getRawType() == ThreadState.class ? new StateWriter() : super.findSerializer(type);
        }

        @Override
        public @Nullable Object findDeserializer(Annotated type) {
            if (type.getRawType() == JsonValue.class) {
                return new TextReader();
            }
            return type.getRawType() == ThreadState.class ? new StateReader() : super.findDeserializer(type);
        }
    }

    private static final class TextWriter extends StdSerializer<JsonValue> {
        private static final long serialVersionUID = 1;

        TextWriter() {
            super(JsonValue.class);
        }

        @Override
        public void serialize(JsonValue value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeBinary(value.utf8());
        }
    }

    private static final class TextReader extends StdDeserializer<JsonValue> {
        private static final long serialVersionUID = 1;

        TextReader() {
            super(JsonValue.class);
        }

        @Override
        public JsonValue deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return JsonValue.ofBytes(in.getBinaryValue());
        }
    }

    /** As in a snapshot, which has the same limits: nodes of other snapshot versions cannot read it. */
    private static final class StateWriter extends StdSerializer<ThreadState> {
        private static final long serialVersionUID = 1;

        StateWriter() {
            super(ThreadState.class);
        }

        @Override
        public void serialize(ThreadState state, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeBinary(SNAPSHOTS.encode(state));
        }
    }

    private static final class StateReader extends StdDeserializer<ThreadState> {
        private static final long serialVersionUID = 1;

        StateReader() {
            super(ThreadState.class);
        }

        @Override
        public ThreadState deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return SNAPSHOTS
                    .decode(in.getBinaryValue())
                    .orElseThrow(() -> new IOException("a state of another version; let all nodes run the same one"));
        }
    }
}
