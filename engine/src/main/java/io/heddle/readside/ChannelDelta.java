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
     * The channel is the list {@code now}, whose elements stand at the places from {@link #first} to before {@link #end}.
     *
     * @param from the first place at which it differs from what is shown
     * @param fresh whether it was no list before, so that it has to be marked as one
     * @param cut whether elements are shown that are to go: before {@code first}, or from {@code from} on
     */
    record Elements(String channel, ChannelValue.Log now, int from, boolean fresh, boolean cut)
            implements ChannelDelta {
        int first() {
            return now.dropped();
        }

        int end() {
            return now.dropped() + now.elements().size();
        }

        /** The elements at the places from {@code place} to before {@code end}. */
        List<JsonValue> elements(int place, int end) {
            return now.elements().subList(place - first(), end - first());
        }
    }

    /** Nobody has written the channel. */
    record Cleared(String channel) implements ChannelDelta {}

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
        int earlierEnd = earlier.dropped() + earlier.elements().size();
        int from = firstDifference(earlier, now);
        boolean cut = !earlier.elements().isEmpty() && (earlier.dropped() < now.dropped() || from < earlierEnd);
        Elements delta = new Elements(name, now, from, fresh, cut);
        return fresh || cut || from < delta.end() ? delta : null;
    }

    private static int firstDifference(ChannelValue.Log before, ChannelValue.Log after) {
        int place = after.dropped();
        int over = place - before.dropped();
        if (over < 0 || over >= before.elements().size()) {
            return place;
        }
        Iterator<JsonValue> earlier = before.elements().listIterator(over);
        Iterator<JsonValue> now = after.elements().iterator();
        while (earlier.hasNext() && now.hasNext() && isSame(earlier.next(), now.next())) {
            place++;
        }
        return place;
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
