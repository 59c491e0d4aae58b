package io.heddle.step;

import io.heddle.api.RunError;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a task. */
public sealed interface TaskOutcome {
    /**
     * The node returned and its routers chose.
     *
     * @param updates what it wants written, in order
     * @param reduced what each fold it wrote would hold if no sibling wrote it too
     * @param next where it leads; the end is left out
     * @param streamed ids of the messages that live viewers have already seen
     * @param handoff what it wants of the parent graph instead; null for most
     */
    record Succeeded(
            List<ChannelUpdate> updates,
            Map<String, JsonValue> reduced,
            List<Destination> next,
            List<String> streamed,
            @Nullable Handoff handoff)
            implements TaskOutcome {
        public Succeeded {
            updates = List.copyOf(updates);
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
            streamed = List.copyOf(streamed);
        }

        public Succeeded(
                List<ChannelUpdate> updates,
                Map<String, JsonValue> reduced,
                List<Destination> next,
                List<String> streamed) {
            this(updates, reduced, next, streamed, null);
        }

        /** Without writes that live in memory only. */
        public Succeeded tracked() {
            return new Succeeded(ChannelUpdate.tracked(updates), reduced, next, streamed, handoff);
        }
    }

    /** The node waits for answers to these. */
    record Interrupted(List<Asked> asks) implements TaskOutcome {
        public Interrupted {
            asks = List.copyOf(asks);
        }
    }

    /** The input of the subgraph that the node is has been made; the fields are as of an input. */
    record Entered(List<ChannelUpdate> updates, Map<String, JsonValue> reduced, List<Destination> next)
            implements TaskOutcome {
        public Entered {
            updates = List.copyOf(updates);
            reduced = Map.copyOf(reduced);
            next = List.copyOf(next);
        }
    }

    /** The node, its routers or its writes failed. */
    record Failed(RunError error) implements TaskOutcome {}

    /** The task stopped because it was told to; nothing of it counts. */
    record Stopped() implements TaskOutcome {}

    /** A question, by its name within the visit. */
    record Asked(String key, JsonValue value) {}

    /** What a node inside a subgraph wants done in the parent: writes, and where to go. */
    record Handoff(List<ChannelUpdate> updates, List<Destination> goTo) {
        public Handoff {
            updates = List.copyOf(updates);
            goTo = List.copyOf(goTo);
        }
    }
}
