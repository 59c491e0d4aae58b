package io.heddle.thread;

import java.util.List;

/**
 * What became of some commands that were decided together.
 *
 * @param events to be written as one row; none if nothing changed
 * @param effects to be carried out when the row is durable, in order
 * @param replies one a command, in their order
 * @param state the state after the row, or as before if there is none
 */
public record Decision(List<ThreadEvent> events, List<Effect> effects, List<ThreadReply> replies, ThreadState state) {
    public Decision {
        events = List.copyOf(events);
        effects = List.copyOf(effects);
        replies = List.copyOf(replies);
    }

    public boolean changesNothing() {
        return events.isEmpty();
    }
}
