package io.heddle.step;

import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The changes that lead from one state to another, as small as the common beginning of their lists allows. */
public final class StateDiff {
    private StateDiff() {}

    public static List<ChannelUpdate> between(Values from, Values to) {
        TreeSet<String> names = new TreeSet<>(from.channels().keySet());
        names.addAll(to.channels().keySet());
        List<ChannelUpdate> changes = new ArrayList<>();
        for (String name : names) {
            ChannelValue before = from.get(name);
            ChannelValue after = to.get(name);
            if (after == null) {
                changes.add(new ChannelUpdate(name, new ChannelChange.Clear()));
            } else if (!after.equals(before)) {
                changes.add(new ChannelUpdate(name, change(before == null ? List.of() : before.elements(), after)));
            }
        }
        return changes;
    }

    private static ChannelChange change(List<JsonValue> before, ChannelValue after) {
        return switch (after) {
            case ChannelValue.Single single -> new ChannelChange.Assign(single.json());
            case ChannelValue.Log log -> {
                int kept = commonPrefix(before, log.elements());
                yield new ChannelChange.Truncate(kept, rest(log.elements(), kept));
            }
            case ChannelValue.Messages messages -> {
                int kept = commonPrefix(before, messages.elements());
                yield new ChannelChange.Rewind(kept, rest(messages.elements(), kept));
            }
        };
    }

    private static int commonPrefix(List<JsonValue> one, List<JsonValue> other) {
        int kept = 0;
        int most = Math.min(one.size(), other.size());
        while (kept < most && one.get(kept).equals(other.get(kept))) {
            kept++;
        }
        return kept;
    }

    private static List<JsonValue> rest(List<JsonValue> elements, int from) {
        return List.copyOf(elements.subList(from, elements.size()));
    }
}
