package io.heddle.step;

import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The changes that lead from one state to another, as small as the common beginning of their lists allows. What lives in
 * memory only is left alone.
 */
public final class StateDiff {
    private StateDiff() {}

    public static List<ChannelUpdate> between(Values before, Values after) {
        Values from = before.tracked();
        Values to = after.tracked();
        TreeSet<String> names = new TreeSet<>(from.channels().keySet());
        names.addAll(to.channels().keySet());
        List<ChannelUpdate> changes = new ArrayList<>();
        for (String name : names) {
            ChannelValue now = from.get(name);
            ChannelValue then = to.get(name);
            if (then == null) {
                changes.add(new ChannelUpdate(name, new ChannelChange.Clear()));
            } else if (!then.equals(now)) {
                changes.add(new ChannelUpdate(name, change(now, then)));
            }
        }
        return changes;
    }

    private static ChannelChange change(@Nullable ChannelValue now, ChannelValue then) {
        if (then instanceof ChannelValue.Single single) {
            return new ChannelChange.Assign(single.json());
        }
        if (then instanceof ChannelValue.Log log
                && (now == null ? ChannelValue.Log.EMPTY : now) instanceof ChannelValue.Log held
                && held.dropped() == log.dropped()) {
            int kept = commonPrefix(held.elements(), log.elements());
            return new ChannelChange.Truncate(kept, rest(log.elements(), kept));
        }
        if (then instanceof ChannelValue.Messages messages
                && (now == null ? ChannelValue.Messages.EMPTY : now) instanceof ChannelValue.Messages held) {
            int kept = commonPrefix(held.elements(), messages.elements());
            return new ChannelChange.Rewind(kept, rest(messages.elements(), kept));
        }
        return new ChannelChange.Restore(then);
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
