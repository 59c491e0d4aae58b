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
     * The channel is a list now, whose elements stand at the places from {@code first} to before {@code end}.
     *
     * @param fresh whether it was no list before, so that it has to be marked as one
     * @param later whether there are elements before {@code first} to remove
     * @param shorter whether there are elements from {@code end} on to remove
     * @param changed those elements that differ from what stood at their place
     */
    record Elements(
            String channel, int first, int end, boolean fresh, boolean later, boolean shorter, List<Placed> changed)
            implements ChannelDelta {}

    /** Nobody has written the channel. */
    record Cleared(String channel) implements ChannelDelta {}

    /** An element and its place from 0. */
    record Placed(int position, JsonValue element) {}

    /** The least that leads from the rows of one state to those of another, in the order of the channels' names. */
    static List<ChannelDelta> between(Values before, Values after) {
        Values from = before.tracked();
        Values to = after.tracked();
        TreeSet<String> names = new TreeSet<>(from.channels().keySet());
        names.addAll(to.channels().keySet());
        List<ChannelDelta> deltas = new ArrayList<>();
        for (String name : names) {
            ChannelValue then = from.get(name);
            ChannelValue now = to.get(name);
            if (now == null) {
                deltas.add(new Cleared(name));
            } else if (!isSame(then, now)) {
                ChannelDelta delta = between(name, then, now);
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
        ChannelValue.Log old = list(before);
        ChannelValue.Log now = list(after);
        if (now == null) {
            return after.equals(before) ? null : new Single(name, after.json(), old != null);
        }
        boolean fresh = old == null;
        ChannelValue.Log earlier = old == null ? ChannelValue.Log.EMPTY : old;
        int first = now.dropped();
        int end = first + now.elements().size();
        int earlierEnd = earlier.dropped() + earlier.elements().size();
        boolean later = earlier.dropped() < Math.min(first, earlierEnd);
        boolean shorter = earlierEnd > Math.max(end, earlier.dropped());
        List<Placed> changed = changed(earlier, now);
        return fresh || later || shorter || !changed.isEmpty()
                ? new Elements(name, first, end, fresh, later, shorter, changed)
                : null;
    }

    private static List<Placed> changed(ChannelValue.Log before, ChannelValue.Log after) {
        List<Placed> changed = new ArrayList<>();
        Iterator<JsonValue> earlier = before.elements().iterator();
        int place = before.dropped();
        for (; place < after.dropped() && earlier.hasNext(); place++) {
            earlier.next();
        }
        int position = after.dropped();
        for (JsonValue element : after.elements()) {
            if (position < place || !earlier.hasNext() || !isSame(element, earlier.next())) {
                changed.add(new Placed(position, element));
            }
            position++;
        }
        return changed;
    }

    /** Lists that grew out of one another share their elements, so almost always one look is enough. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(JsonValue before, JsonValue after) {
        return before == after || before.equals(after);
    }

    /** What is kept element by element; null for what is kept as one value. */
    private static ChannelValue.@Nullable Log list(@Nullable ChannelValue value) {
        return switch (value) {
            case null -> null;
            case ChannelValue.Log log -> log;
            case ChannelValue.Messages messages ->
                new ChannelValue.Log(messages.list().messages(), 0);
            case ChannelValue.Single single -> null;
            case ChannelValue.Arrived arrived -> null;
            case ChannelValue.Flash flash -> null;
            case ChannelValue.Untracked untracked -> null;
        };
    }
}
