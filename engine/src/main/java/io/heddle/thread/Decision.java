package io.heddle.thread;

import java.util.List;

/**
 * What became of some commands that were decided together.
 *
 * @param trace the events to be written as one row, each between the states around it; none if nothing changed
 * @param effects to be carried out when the row is durable, in order
 * @param replies one a command, in their order
 * @param state the state after the row, or as before if there is none
 */
public record Decision(List<Traced> trace, List<Effect> effects, List<ThreadReply> replies, ThreadState state) {
    public Decision {
        trace = List.copyOf(trace);
        effects = List.copyOf(effects);
        replies = List.copyOf(replies);
    }

    public List<ThreadEvent> events() {
        return trace.stream().map(Traced::event).toList();
    }

    public boolean changesNothing() {
        return trace.isEmpty();
    }
}
