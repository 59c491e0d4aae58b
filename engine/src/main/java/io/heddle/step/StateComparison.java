package io.heddle.step;

import io.heddle.api.ChannelDifference;
import io.heddle.api.MessageHead;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two states side by side, channel by channel: what a person wants to see, where {@link StateDiff} has what leads from one to
 * the other. What lives in memory only is left out.
 */
public final class StateComparison {
    private StateComparison() {}

    /** The channels that differ, in the order of their names. */
    public static List<ChannelDifference> of(Values before, Values after) {
        Map<String, ChannelValue> from = before.tracked().channels();
        Map<String, ChannelValue> to = after.tracked().channels();
        TreeSet<String> names = new TreeSet<>(from.keySet());
        names.addAll(to.keySet());
        List<ChannelDifference> differences = new ArrayList<>();
        for (String name : names) {
            ChannelValue was = unwrapped(from.get(name));
            ChannelValue is = unwrapped(to.get(name));
            if (was == null || is == null || !was.equals(is)) {
                differences.add(difference(name, was, is));
            }
        }
        return differences;
    }

    private static ChannelDifference difference(String name, @Nullable ChannelValue was, @Nullable ChannelValue is) {
        ChannelValue kind = is == null ? was : is;
        if (kind instanceof ChannelValue.Log && isLog(was) && isLog(is)) {
            return elements(name, elements(was), elements(is), dropped(is) - dropped(was));
        }
        if (kind instanceof ChannelValue.Messages && isConversation(was) && isConversation(is)) {
            return messages(name, elements(was), elements(is));
        }
        return new ChannelDifference.Value(name, was == null ? null : was.json(), is == null ? null : is.json());
    }

    /**
     * What lies between the common beginning and the common end.
     *
     * @param moved how many more elements the later log has let go of at its beginning
     */
    private static ChannelDifference elements(String name, List<JsonValue> was, List<JsonValue> is, int moved) {
        int gone = Math.clamp(moved, 0, was.size());
        int came = Math.clamp(-(long) moved, 0, is.size());
        List<JsonValue> older = was.subList(gone, was.size());
        List<JsonValue> newer = is.subList(came, is.size());
        int most = Math.min(older.size(), newer.size());
        int first = 0;
        while (first < most && older.get(first).equals(newer.get(first))) {
            first++;
        }
        int last = 0;
        while (last < most - first && older.get(older.size() - 1 - last).equals(newer.get(newer.size() - 1 - last))) {
            last++;
        }
        List<JsonValue> removed = new ArrayList<>(was.subList(0, gone));
        removed.addAll(older.subList(first, older.size() - last));
        List<JsonValue> added = new ArrayList<>(is.subList(0, came));
        added.addAll(newer.subList(first, newer.size() - last));
        return new ChannelDifference.Elements(name, removed, added, List.of());
    }

    private static int dropped(@Nullable ChannelValue value) {
        return value instanceof ChannelValue.Log log ? log.dropped() : 0;
    }

    private static ChannelDifference messages(String name, List<JsonValue> was, List<JsonValue> is) {
        Map<String, JsonValue> left = new LinkedHashMap<>();
        was.forEach(message -> left.put(MessageHead.of(message).id(), message));
        List<JsonValue> added = new ArrayList<>();
        List<ChannelDifference.Replaced> replaced = new ArrayList<>();
        for (JsonValue message : is) {
            JsonValue earlier = left.remove(MessageHead.of(message).id());
            if (earlier == null) {
                added.add(message);
            } else if (!earlier.equals(message)) {
                replaced.add(new ChannelDifference.Replaced(earlier, message));
            }
        }
        return new ChannelDifference.Elements(name, List.copyOf(left.values()), added, replaced);
    }

    private static boolean isLog(@Nullable ChannelValue value) {
        return value == null || value instanceof ChannelValue.Log;
    }

    private static boolean isConversation(@Nullable ChannelValue value) {
        return value == null || value instanceof ChannelValue.Messages;
    }

    private static List<JsonValue> elements(@Nullable ChannelValue value) {
        return value == null ? List.of() : value.elements();
    }

    private static @Nullable ChannelValue unwrapped(@Nullable ChannelValue value) {
        return value instanceof ChannelValue.Flash flash ? flash.held() : value;
    }
}
