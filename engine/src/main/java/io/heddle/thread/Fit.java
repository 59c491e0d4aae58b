package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.graph.ChangeRefused;
import io.heddle.graph.ChannelChange;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Stepper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether updates can be applied to some values; asked before an event says that they were. */
final class Fit {
    private Fit() {}

    /** Why they cannot; null if they can. */
    static @Nullable RunError of(Values values, List<ChannelUpdate> updates, Map<String, JsonValue> reduced) {
        try {
            Stepper.apply(values, updates, reduced);
            return null;
        } catch (ChangeRefused refused) {
            return new RunError("InvalidUpdateError", refused.reason());
        }
    }

    /** As {@link #of}, for those that need no reducer. */
    static @Nullable RunError ofPlain(Values values, List<ChannelUpdate> updates) {
        List<ChannelUpdate> plain = updates.stream()
                .filter(update -> !(update.change() instanceof ChannelChange.Combine))
                .toList();
        return of(values, plain, Map.of());
    }
}
