package io.heddle.step;

import io.heddle.api.RunError;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;

/** Whether a complete step can be committed. */
public sealed interface Settlement {
    /**
     * It can.
     *
     * @param reduced the new value of each fold that was written
     * @param frontier what is due after it
     */
    record Settled(Map<String, JsonValue> reduced, Frontier frontier) implements Settlement {
        public Settled {
            reduced = Map.copyOf(reduced);
        }
    }

    /** Several tasks wrote these folds; the reducers have to run over all operands first. */
    record Unreduced(Map<String, List<JsonValue>> operands) implements Settlement {}

    /** The writes do not fit together or do not fit the state. */
    record Refused(RunError error) implements Settlement {}
}
