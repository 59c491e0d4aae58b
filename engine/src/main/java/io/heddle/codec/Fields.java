package io.heddle.codec;

import io.heddle.api.RunId;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes an object's fields and leaves out what {@link Members} puts back: absent, empty and usual values. */
final class Fields {
    private final JsonAssembly out;
    private final @Nullable RunId subject;
    private boolean open;

    private Fields(JsonAssembly out, @Nullable RunId subject, boolean open) {
        this.out = out;
        this.subject = subject;
        this.open = open;
    }

    /** Writes {@code value} as an object. */
    static <T> void object(JsonAssembly out, T value, BiConsumer<Fields, T> form) {
        out.openObject();
        Fields fields = new Fields(out, null, true);
        form.accept(fields, value);
        fields.close();
    }

    /**
     * Writes {@code value} as an object whose {@link #run} is left out if it is {@code subject}; nothing at all where no field is
     * written.
     */
    static <T> void about(@Nullable RunId subject, JsonAssembly out, T value, BiConsumer<Fields, T> form) {
        Fields fields = new Fields(out, subject, false);
        form.accept(fields, value);
        fields.close();
    }

    /** The run that the object is about. */
    Fields run(RunId run) {
        return text("run", run.equals(subject) ? null : run.value());
    }

    /** Left out when null. */
    Fields text(String name, @Nullable String text) {
        if (text != null) {
            named(name).text(text);
        }
        return this;
    }

    Fields text(String name, String text, String usual) {
        return text(name, text.equals(usual) ? null : text);
    }

    Fields number(String name, long number, long usual) {
        if (number != usual) {
            named(name).number(number);
        }
        return this;
    }

    Fields flag(String name, boolean set) {
        if (set) {
            named(name).flag(true);
        }
        return this;
    }

    /** Any JSON value; left out when null. */
    Fields value(String name, @Nullable JsonValue value) {
        if (value != null) {
            named(name).value(value);
        }
        return this;
    }

    /** A JSON object; left out when it has no members. */
    Fields object(String name, JsonValue object) {
        if (!object.equals(JsonValue.EMPTY_OBJECT)) {
            named(name).value(object);
        }
        return this;
    }

    /** Values by name, in the order of their names; left out when there are none. */
    Fields values(String name, Map<String, JsonValue> values) {
        return map(name, values, JsonAssembly::value);
    }

    Fields texts(String name, Collection<String> texts) {
        return list(name, texts, JsonAssembly::text);
    }

    /** Left out when empty. */
    <T> Fields list(String name, Collection<T> items, BiConsumer<JsonAssembly, T> form) {
        return listOrNull(name, items.isEmpty() ? null : items, form);
    }

    /** Left out when null, but not when empty. */
    <T> Fields listOrNull(String name, @Nullable Collection<T> items, BiConsumer<JsonAssembly, T> form) {
        if (items != null) {
            named(name).openArray();
            items.forEach(item -> form.accept(out, item));
            out.closeArray();
        }
        return this;
    }

    /** In the order of the keys, so that the same map is the same bytes; left out when empty. */
    <T> Fields map(String name, Map<String, T> items, BiConsumer<JsonAssembly, T> form) {
        if (!items.isEmpty()) {
            named(name).openObject();
            new TreeMap<>(items).forEach((key, item) -> form.accept(out.name(key), item));
            out.closeObject();
        }
        return this;
    }

    /** Left out when null. */
    <T> Fields nested(String name, @Nullable T value, BiConsumer<Fields, T> form) {
        if (value != null) {
            object(named(name), value, form);
        }
        return this;
    }

    private JsonAssembly named(String name) {
        if (!open) {
            out.openObject();
            open = true;
        }
        return out.name(name);
    }

    private void close() {
        if (open) {
            out.closeObject();
        }
    }
}
