package io.heddle.graph;

import io.heddle.collection.PersistentList;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a channel holds. Lists are persistent structures whose elements keep their encoded bytes: a write copies a path of a
 * tree, never the list. Immutable.
 */
public sealed interface ChannelValue {
    /** Adds the value to a document. */
    void write(JsonAssembly out);

    /** The elements of a list; of a single value, just it. */
    List<JsonValue> elements();

    /** The value as one JSON document; put together at each call. */
    default JsonValue json() {
        JsonAssembly out = new JsonAssembly();
        write(out);
        return out.done();
    }

    /** Whether it may be written down, and shown to anyone but nodes. */
    default boolean isTracked() {
        return !(this instanceof Untracked);
    }

    /** One value. */
    record Single(JsonValue json) implements ChannelValue {
        @Override
        public void write(JsonAssembly out) {
            out.value(json);
        }

        @Override
        public List<JsonValue> elements() {
            return List.of(json);
        }
    }

    /**
     * A list that grows at its end.
     *
     * @param dropped how many elements it no longer holds: the place of the first one it does, counted from the beginning
     */
    record Log(PersistentList<JsonValue> elements, int dropped) implements ChannelValue {
        public static final Log EMPTY = new Log(PersistentList.empty(), 0);

        public static Log of(List<JsonValue> elements) {
            return new Log(PersistentList.from(elements), 0);
        }

        public Log append(List<JsonValue> more) {
            return new Log(elements.plusAll(more), dropped);
        }

        /** Keeps the first {@code size} elements. */
        public Log first(int size) {
            return size >= elements.size() ? this : new Log(elements.first(size), dropped);
        }

        /** Keeps the last {@code size} elements. */
        public Log last(int size) {
            int over = elements.size() - size;
            return over <= 0 ? this : new Log(elements.last(size), dropped + over);
        }

        /** What has been added since it was {@code earlier}; null if it has not only grown since. */
        public @Nullable List<JsonValue> since(Log earlier) {
            int known = earlier.dropped + earlier.elements.size();
            int end = dropped + elements.size();
            if (dropped < earlier.dropped || end < known) {
                return null;
            }
            int common = Math.max(0, known - dropped);
            int from = earlier.elements.size() - common;
            return elements.subList(0, common).equals(earlier.elements.subList(from, from + common))
                    ? elements.subList(common, elements.size())
                    : null;
        }

        @Override
        public void write(JsonAssembly out) {
            out.openArray().members(elements).closeArray();
        }
    }

    /** A conversation; see {@link MessageList}. */
    record Messages(MessageList list) implements ChannelValue {
        public static final Messages EMPTY = new Messages(MessageList.EMPTY);

        @Override
        public void write(JsonAssembly out) {
            out.openArray().members(list.messages()).closeArray();
        }

        @Override
        public List<JsonValue> elements() {
            return list.messages();
        }
    }

    /** The parties of a barrier that are there, in the order of their coming. */
    record Arrived(List<String> parties) implements ChannelValue {
        public static final Arrived NOBODY = new Arrived(List.of());

        public Arrived {
            parties = List.copyOf(parties);
        }

        @Override
        public void write(JsonAssembly out) {
            out.openArray();
            parties.forEach(out::text);
            out.closeArray();
        }

        @Override
        public List<JsonValue> elements() {
            return parties.stream().map(JsonValue::encode).toList();
        }
    }

    /** What a superstep has written for the next one only. */
    record Flash(ChannelValue held) implements ChannelValue {
        @Override
        public void write(JsonAssembly out) {
            held.write(out);
        }

        @Override
        public List<JsonValue> elements() {
            return held.elements();
        }
    }

    /** What is held in memory only, until its run ends. */
    record Untracked(ChannelValue held) implements ChannelValue {
        @Override
        public void write(JsonAssembly out) {
            held.write(out);
        }

        @Override
        public List<JsonValue> elements() {
            return held.elements();
        }
    }
}
