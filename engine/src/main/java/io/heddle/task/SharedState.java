package io.heddle.task;

import io.heddle.graph.Channel;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.GraphState;
import io.heddle.step.StateDiff;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Channels that a graph and a graph inside it both have, by name: how their values go in, and how they come back. Pure. */
final class SharedState {
    private SharedState() {}

    /** What makes the child's shared channels hold what the parent's hold. */
    static List<ChannelUpdate> in(Graph parent, Values outer, Graph child, Values inner) {
        Values given = only(parent, child, outer, true);
        List<ChannelUpdate> changes = new ArrayList<>(StateDiff.between(only(parent, child, inner, true), given));
        given.channels().forEach((name, value) -> {
            if (!value.isTracked()) {
                changes.add(new ChannelUpdate(name, channel(child, name).leading(null, value)));
            }
        });
        return changes;
    }

    /**
     * What the child changed of the shared channels, as writes that go well with those of parallel tasks: logs grow by what
     * the child appended, or are overwritten if it did anything else, conversations take the messages it added, changed and
     * removed, folds take the operands that it folded, everything else is set.
     */
    static List<ChannelUpdate> out(Graph parent, Values outer, Graph child, GraphState left) {
        Values before = only(parent, child, outer.faded(), false);
        Values after = only(parent, child, left.values(), false);
        List<ChannelUpdate> changes = new ArrayList<>();
        for (String name : new TreeSet<>(after.channels().keySet())) {
            ChannelValue now = Objects.requireNonNull(after.get(name));
            if (!now.equals(before.get(name))) {
                changes.add(new ChannelUpdate(name, change(channel(parent, name), before, left, now)));
            }
        }
        return changes;
    }

    /** A fold's operands instead of its result, if they are what led to it: an overwrite inside leaves just a result. */
    private static ChannelChange change(Channel<?> channel, Values before, GraphState left, ChannelValue now) {
        List<JsonValue> operands = left.folded().getOrDefault(channel.name(), List.of());
        if (channel instanceof FoldChannel<?> fold && !operands.isEmpty()) {
            ChannelValue start = before.get(fold);
            if (start != null && fold.reduce(start, operands).equals(now.json())) {
                return new ChannelChange.Combine(operands);
            }
        }
        return channel.leading(before.get(channel.name()), now);
    }

    private static Channel<?> channel(Graph graph, String name) {
        return graph.channel(name).orElseThrow();
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
