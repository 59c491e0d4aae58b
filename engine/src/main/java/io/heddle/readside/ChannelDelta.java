package io.heddle.readside;

import io.heddle.graph.ChannelValue;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What has to be written so that the rows of a channel show its new content. Pure. */
sealed interface ChannelDelta {
    String channel();

    /** The channel holds one value now. {@code wasList}: there may be elements to remove. */
    record Single(String channel, JsonValue value, boolean wasList) implements ChannelDelta {}

    /**
     * The channel is a list of {@code size} elements now.
     *
     * @param fresh whether it was no list before, so that it has to be marked as one
     * @param shorter whether there are elements beyond {@code size} to remove
     * @param changed those elements that differ from what stood at their place
     */
    record Elements(String channel, int size, boolean fresh, boolean shorter, List<Placed> changed)
            implements ChannelDelta {}

    /** Nobody has written the channel. */
    record Cleared(String channel) implements ChannelDelta {}

    /** An element and its place from 0. */
    record Placed(int position, JsonValue element) {}

    /** The least that leads from the rows of one state to those of another, in the order of the channels' names. */
    static List<ChannelDelta> between(Values from, Values to) {
        TreeSet<String> names = new TreeSet<>(from.channels().keySet());
        names.addAll(to.channels().keySet());
        List<ChannelDelta> deltas = new ArrayList<>();
        for (String name : names) {
            ChannelValue before = from.get(name);
            ChannelValue after = to.get(name);
            if (after == null) {
                deltas.add(new Cleared(name));
            } else if (!isSame(before, after)) {
                ChannelDelta delta = between(name, before, after);
                if (delta != null) {
                    deltas.add(delta);
                }
            }
        }
        return deltas;
    }

    /** Most channels are not touched by most rows, and then it is the very same object: no list is walked. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(@Nullable ChannelValue before, ChannelValue after) {
        return before == after;
    }

    private static @Nullable ChannelDelta between(String name, @Nullable ChannelValue before, ChannelValue after) {
        return switch (after) {
            case ChannelValue.Single single ->
                after.equals(before) ? null : new Single(name, single.json(), isList(before));
            case ChannelValue.Log log -> lists(name, before, log.elements());
            case ChannelValue.Messages messages -> lists(name, before, messages.elements());
        };
    }

    private static @Nullable ChannelDelta lists(String name, @Nullable ChannelValue before, List<JsonValue> after) {
        boolean fresh = !isList(before);
        List<JsonValue> old = fresh || before == null ? List.of() : before.elements();
        List<Placed> changed = new ArrayList<>();
        Iterator<JsonValue> earlier = old.iterator();
        int position = 0;
        for (JsonValue element : after) {
            if (!earlier.hasNext() || !element.equals(earlier.next())) {
                changed.add(new Placed(position, element));
            }
            position++;
        }
        boolean shorter = old.size() > after.size();
        return fresh || shorter || !changed.isEmpty()
                ? new Elements(name, after.size(), fresh, shorter, changed)
                : null;
    }

    private static boolean isList(@Nullable ChannelValue value) {
        return switch (value) {
            case null -> false;
            case ChannelValue.Single single -> false;
            case ChannelValue.Log log -> true;
            case ChannelValue.Messages messages -> true;
        };
    }
}
