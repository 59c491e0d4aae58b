package io.heddle.graph;

import io.heddle.api.MessageHead;
import io.heddle.collection.PersistentList;
import io.heddle.collection.PersistentMap;
import io.heddle.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages in order, found by id. Adding and replacing cost the logarithm of the length; removing one costs the number of
 * messages behind it, which is rare. Immutable.
 */
public final class MessageList {
    public static final MessageList EMPTY = new MessageList(PersistentList.empty(), PersistentMap.empty());

    private final PersistentList<JsonValue> messages;
    private final PersistentMap<String, Integer> places;

    /** Found out when somebody first asks, and from then on carried along as the list grows. */
    private @Nullable OpenCalls open;

    private MessageList(PersistentList<JsonValue> messages, PersistentMap<String, Integer> places) {
        this.messages = messages;
        this.places = places;
    }

    /** Builds a list from messages that all have ids, none twice. */
    public static MessageList of(List<JsonValue> stored) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < stored.size(); i++) {
            places.put(idOf(stored.get(i)), i);
        }
        return new MessageList(PersistentList.from(stored), PersistentMap.from(places));
    }

    public PersistentList<JsonValue> messages() {
        return messages;
    }

    /** The tool calls that nobody has answered. */
    public OpenCalls openCalls() {
        OpenCalls known = open;
        if (known == null) {
            known = OpenCalls.of(messages);
            open = known;
        }
        return known;
    }

    /** This list, knowing its open calls, so that lists that grow out of it know theirs without looking at all of it. */
    public MessageList counted() {
        open = openCalls();
        return this;
    }

    public boolean contains(String id) {
        return places.containsKey(id);
    }

    /** The message with an id; null if there is none. */
    public @Nullable JsonValue find(String id) {
        Integer place = places.get(id);
        return place == null ? null : messages.get(place);
    }

    /** Keeps the first {@code size} messages. */
    public MessageList first(int size) {
        PersistentMap<String, Integer> kept = places;
        for (int i = messages.size() - 1; i >= size; i--) {
            kept = kept.minus(idOf(messages.get(i)));
        }
        return new MessageList(messages.first(size), kept);
    }

    /**
     * Takes updates by LangGraph's {@code add_messages} rules: only what follows the last remove-all marker counts, and it
     * starts from nothing; each message with a known id replaces it in place, a removal marks its message (a later message
     * with that id unmarks it), others are appended.
     *
     * @throws ChangeRefused when a removal names an id that is not there, or a message has no id
     */
    public MessageList upsert(List<JsonValue> updates) {
        List<MessageHead> heads = updates.stream().map(MessageHead::of).toList();
        int marker = lastRemoveAll(heads);
        MessageList start = marker < 0 ? this : EMPTY;
        PersistentList<JsonValue> next = start.messages;
        PersistentMap<String, Integer> known = start.places;
        OpenCalls calls = start.open;
        Set<String> removed = new HashSet<>();
        for (int i = marker + 1; i < updates.size(); i++) {
            String id = checked(heads.get(i).id());
            @Nullable Integer place = known.get(id);
            if (heads.get(i).isRemoval()) {
                if (place == null) {
                    throw new ChangeRefused(
                            "Attempting to delete a message with an ID that doesn't exist ('%s')".formatted(id));
                }
                removed.add(id);
            } else if (place == null) {
                known = known.plus(id, next.size());
                next = next.plus(updates.get(i));
                calls = calls == null ? null : calls.after(updates.get(i));
            } else {
                removed.remove(id);
                next = next.with(place, updates.get(i));
                calls = null;
            }
        }
        if (!removed.isEmpty()) {
            return without(next, removed);
        }
        MessageList list = new MessageList(next, known);
        list.open = calls;
        return list;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MessageList that && messages.equals(that.messages);
    }

    @Override
    public int hashCode() {
        return messages.hashCode();
    }

    private static int lastRemoveAll(List<MessageHead> heads) {
        for (int i = heads.size() - 1; i >= 0; i--) {
            if (heads.get(i).removesAll()) {
                return i;
            }
        }
        return -1;
    }

    private static MessageList without(PersistentList<JsonValue> all, Set<String> removed) {
        return of(all.stream().filter(m -> !removed.contains(idOf(m))).toList());
    }

    private static String idOf(JsonValue message) {
        return checked(MessageHead.of(message).id());
    }

    private static String checked(String id) {
        if (id.isEmpty()) {
            throw new ChangeRefused("a message without an id reached the state");
        }
        return id;
    }
}
