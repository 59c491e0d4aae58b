package io.heddle.task;

import io.heddle.graph.ChangeRefused;
import io.heddle.graph.Channel;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.FoldChannel;
import io.heddle.graph.Graph;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs users' reducers. Blocking, as long as they take. */
final class Folds {
    private Folds() {}

    /** The new value of each fold that has operands. */
    static Map<String, JsonValue> reduce(Graph graph, Values values, Map<String, List<JsonValue>> operands) {
        Map<String, JsonValue> reduced = new HashMap<>();
        operands.forEach((name, list) -> {
            Channel<?> channel = graph.channel(name).orElse(null);
            if (!(channel instanceof FoldChannel<?> fold)) {
                throw new ChangeRefused("channel %s is no fold in graph %s".formatted(name, graph));
            }
            ChannelValue current = values.get(fold);
            if (current == null) {
                throw new ChangeRefused("fold %s has no initial value".formatted(name));
            }
            reduced.put(name, fold.reduce(current, list));
        });
        return reduced;
    }
}
