package io.heddle.thread;

import io.heddle.api.Resume;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run shall do before it goes on from where the thread stands, instead of taking new input.
 *
 * @param resume answers to open questions; null without any
 * @param updates written first
 * @param goTo becomes due besides what is due; {@code __end__} drops what is due
 */
public record RunOrders(@Nullable Resume resume, List<ChannelUpdate> updates, List<Destination> goTo) {
    public RunOrders {
        updates = List.copyOf(updates);
        goTo = List.copyOf(goTo);
    }

    /** Whether state or frontier are to change before the run goes on. */
    public boolean changesState() {
        return !updates.isEmpty() || !goTo.isEmpty();
    }
}
