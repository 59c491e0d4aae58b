package io.heddle.killed;

import io.heddle.api.Message;
import io.heddle.api.ProblemException;
import io.heddle.json.JsonValue;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes and reads what callers and engines say to each other: records by their components, and the few types below. */
final class Wire {
    private Wire() {}

    static void write(DataOutputStream out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeUTF("null");
            case Record told -> {
                out.writeUTF(told.getClass().getName());
                for (RecordComponent component : told.getClass().getRecordComponents()) {
                    write(out, component(told, component));
                }
            }
            case Enum<?> constant -> {
                out.writeUTF("enum");
                out.writeUTF(constant.getDeclaringClass().getName());
                out.writeUTF(constant.name());
            }
            case Optional<?> maybe -> {
                out.writeUTF("optional");
                write(out, maybe.orElse(null));
            }
            case Set<?> set -> writeAll(out, "set", set);
            case Collection<?> list -> writeAll(out, "list", list);
            case Map<?, ?> map -> {
                writeAll(out, "map", map.keySet());
                writeAll(out, "list", map.values());
            }
            case JsonValue json -> writeBytes(out, "json", json.utf8());
            case Message message -> writeBytes(out, "message", message.json().utf8());
            case ProblemException refused -> {
                out.writeUTF("problem");
                write(out, refused.problem());
            }
            case Instant time -> writeText(out, "instant", time.toString());
            case Duration span -> writeText(out, "duration", span.toString());
            case String text -> writeBytes(out, "text", text.getBytes(StandardCharsets.UTF_8));
            case Integer number -> writeText(out, "int", number.toString());
            case Long number -> writeText(out, "long", number.toString());
            case Boolean yes -> writeText(out, "boolean", yes.toString());
            case Throwable failure -> writeText(out, "failure", failure.toString());
            case Object other ->
                throw new IOException("no form for " + other.getClass().getName());
        }
    }

    static @Nullable Object read(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        return switch (kind) {
            case "null" -> null;
            case "enum" -> constant(in.readUTF(), in.readUTF());
            case "optional" -> Optional.ofNullable(read(in));
            case "set" -> Collections.unmodifiableSet(new LinkedHashSet<>(readAll(in)));
            case "list" -> Collections.unmodifiableList(readAll(in));
            case "map" -> {
                List<@Nullable Object> keys = readAll(in);
                List<?> values = (List<?>) read(in);
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = 0; i < keys.size(); i++) {
                    map.put(keys.get(i), values.get(i));
                }
                yield Collections.unmodifiableMap(map);
            }
            case "json" -> JsonValue.ofBytes(in.readNBytes(in.readInt()));
            case "message" -> Message.stored(JsonValue.ofBytes(in.readNBytes(in.readInt())));
            case "problem" -> new ProblemException((io.heddle.api.Problem) read(in));
            case "instant" -> Instant.parse(in.readUTF());
            case "duration" -> Duration.parse(in.readUTF());
            case "text" -> new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            case "int" -> Integer.valueOf(in.readUTF());
            case "long" -> Long.valueOf(in.readUTF());
            case "boolean" -> Boolean.valueOf(in.readUTF());
            case "failure" -> new IllegalStateException(in.readUTF());
            default -> record(kind, in);
        };
    }

    private static void writeAll(DataOutputStream out, String kind, Collection<?> values) throws IOException {
        out.writeUTF(kind);
        out.writeInt(values.size());
        for (Object value : values) {
            write(out, value);
        }
    }

    private static void writeBytes(DataOutputStream out, String kind, byte[] bytes) throws IOException {
        out.writeUTF(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeText(DataOutputStream out, String kind, String text) throws IOException {
        out.writeUTF(kind);
        out.writeUTF(text);
    }

    private static List<@Nullable Object> readAll(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<@Nullable Object> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(read(in));
        }
        return values;
    }

    private static @Nullable Object component(Record told, RecordComponent component) throws IOException {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(told);
        } catch (ReflectiveOperationException e) {
            throw new IOException("no " + component.getName() + " in " + told.getClass(), e);
        }
    }

    private static Object record(String name, DataInputStream in) throws IOException {
        try {
            Class<?> type = Class.forName(name);
            RecordComponent[] components = type.getRecordComponents();
            @Nullable Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = read(in);
            }
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot make a " + name, e);
        }
    }

    private static Object constant(String type, String name) throws IOException {
        try {
            return Arrays.stream(Class.forName(type).getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (ClassNotFoundException e) {
            throw new IOException("no type " + type, e);
        }
    }
}
