package io.heddle.step;

import io.heddle.collection.PersistentMap;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a node's visit until it ends: its recorded calls, and its questions. Immutable.
 *
 * @param calls results by the calls' names
 * @param asks in the order they were first asked
 */
public record Visit(PersistentMap<String, JsonValue> calls, List<Ask> asks) {
    public static final Visit NEW = new Visit(PersistentMap.empty(), List.of());

    public Visit {
        asks = List.copyOf(asks);
    }

    public static Visit of(Map<String, JsonValue> calls, List<Ask> asks) {
        return new Visit(PersistentMap.from(calls), asks);
    }

    /** The questions that nobody has answered. */
    public List<Ask> open() {
        return asks.isEmpty()
                ? asks
                : asks.stream().filter(ask -> ask.answer() == null).toList();
    }

    Visit recorded(String call, JsonValue result) {
        return new Visit(calls.plus(call, result), asks);
    }

    /** Questions asked; one that was asked before and is asked again is open again. */
    Visit asked(List<Ask> more) {
        List<Ask> all = new ArrayList<>(asks);
        for (Ask ask : more) {
            all.removeIf(known -> known.key().equals(ask.key()));
            all.add(ask);
        }
        return new Visit(calls, all);
    }

    Visit answered(String key, JsonValue answer) {
        return new Visit(
                calls,
                asks.stream()
                        .map(ask -> ask.key().equals(key) ? ask.answered(answer) : ask)
                        .toList());
    }
}
