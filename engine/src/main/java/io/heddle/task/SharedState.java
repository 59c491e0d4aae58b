package io.heddle.task;

import io.heddle.api.Message;
import io.heddle.api.MessageHead;
import io.heddle.graph.Channel;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.LogChannel;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.GraphState;
import io.heddle.step.StateDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Channels that a graph and a graph inside it both have, by name: how their values go in, and how they come back. Pure. */
final class SharedState {
    private SharedState() {}

    /** What makes the child's shared channels hold what the parent's hold. */
    static List<ChannelUpdate> in(Graph parent, Values outer, Graph child, Values inner) {
        return StateDiff.between(only(parent, child, inner, true), only(parent, child, outer, true));
    }

    /**
     * What the child changed of the shared channels, as writes that go well with those of parallel tasks: logs grow by what
     * the child appended, or are overwritten if it did anything else, conversations take the messages it added, changed and
     * removed, folds take the operands that it folded, everything else is set.
     */
    static List<ChannelUpdate> out(Graph parent, Values outer, Graph child, GraphState left) {
        Values inner = left.values();
        Values before = only(parent, child, outer, false);
        Values after = only(parent, child, inner, false);
        List<ChannelUpdate> changes = new ArrayList<>();
        for (ChannelUpdate change : StateDiff.between(before, after)) {
            String name = change.channel();
            if (parent.channel(name).orElse(null) instanceof LogChannel<?> log
                    && after.get(name) instanceof ChannelValue.Log now) {
                changes.add(new ChannelUpdate(name, log.leading(before.get(name), now)));
            } else if (change.change() instanceof ChannelChange.Rewind) {
                changes.add(new ChannelUpdate(name, messages(before, after, name)));
            } else {
                changes.add(folded(parent, before, left, change));
            }
        }
        return changes;
    }

    /** The operands instead of the result, if they are what led to it: an overwrite inside leaves just a result. */
    private static ChannelUpdate folded(Graph parent, Values before, GraphState left, ChannelUpdate change) {
        String name = change.channel();
        List<JsonValue> operands = left.folded().getOrDefault(name, List.of());
        if (operands.isEmpty() || !(parent.channel(name).orElseThrow() instanceof FoldChannel<?> fold)) {
            return change;
        }
        ChannelValue start = before.get(fold);
        ChannelValue end = left.values().get(fold);
        return start != null && end != null && fold.reduce(start, operands).equals(end.json())
                ? new ChannelUpdate(name, new ChannelChange.Combine(operands))
                : change;
    }

    private static ChannelChange messages(Values before, Values after, String channel) {
        Map<String, JsonValue> gone = new LinkedHashMap<>();
        ChannelValue old = before.get(channel);
        for (JsonValue message : old == null ? List.<JsonValue>of() : old.elements()) {
            gone.put(MessageHead.of(message).id(), message);
        }
        List<JsonValue> changed = new ArrayList<>();
        ChannelValue now = after.get(channel);
        for (JsonValue message : now == null ? List.<JsonValue>of() : now.elements()) {
            if (!message.equals(gone.remove(MessageHead.of(message).id()))) {
                changed.add(message);
            }
        }
        gone.keySet().forEach(id -> changed.add(Message.remove(id).json()));
        return new ChannelChange.Upsert(changed);
    }

    private static Values only(Graph parent, Graph child, Values values, boolean entering) {
        Map<String, ChannelValue> shared = new HashMap<>();
        for (Channel<?> channel : child.channels()) {
            ChannelValue held = values.get(channel.name());
            boolean open = entering ? child.accepts(channel) : child.outputs().contains(channel);
            if (held != null && open && parent.channel(channel.name()).isPresent()) {
                shared.put(channel.name(), held);
            }
        }
        return Values.of(shared);
    }
}
