package io.heddle.thread;

import java.util.ArrayList;
import java.util.List;

/** An event with the states before and after it. */
public record Traced(ThreadEvent event, ThreadState before, ThreadState after) {
    /** Applies a row's events one by one; the row is not counted yet in the last state. */
    public static List<Traced> row(ThreadState start, List<ThreadEvent> events, long at) {
        List<Traced> trace = new ArrayList<>(events.size());
        ThreadState state = start;
        for (ThreadEvent event : events) {
            ThreadState next = ThreadEvolver.evolve(state, event, new Position(start.sequence() + 1, trace.size(), at));
            trace.add(new Traced(event, state, next));
            state = next;
        }
        return trace;
    }
}
