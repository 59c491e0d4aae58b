package io.heddle.step;

import io.heddle.api.RunError;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;

/** What became of a task. */
public sealed interface TaskOutcome {
    /**
     * The node returned and its router chose.
     *
     * @param updates what it wants written, in order
     * @param reduced what each fold it wrote would hold if no sibling wrote it too
     * @param next the nodes it leads to; the end is left out
     * @param streamed ids of the messages that live viewers have already seen
     */
    record Succeeded(
            List<ChannelUpdate> updates, Map<String, JsonValue> reduced, List<String> next, List<String> streamed)
            implements TaskOutcome {
        public Succeeded {
            updates = List.copyOf(updates);
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
            streamed = List.copyOf(streamed);
        }

        /** Without writes that live in memory only. */
        public Succeeded tracked() {
            return new Succeeded(ChannelUpdate.tracked(updates), reduced, next, streamed);
        }
    }

    /** The node, its router or its writes failed. */
    record Failed(RunError error) implements TaskOutcome {}

    /** The task stopped because it was told to; nothing of it counts. */
    record Stopped() implements TaskOutcome {}
}
