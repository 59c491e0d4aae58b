package io.heddle.thread;

import java.util.ArrayList;
import java.util.List;

/** An event with the states before and after it. */
public record Traced(ThreadEvent event, ThreadState before, ThreadState after) {
    /** Applies a row's events one by one; the row is not counted yet in the last state. */
    public static List<Traced> row(ThreadState start, ThreadRow row) {
        List<Traced> trace = new ArrayList<>(row.events().size());
        ThreadState first = row.begin(start);
        ThreadState state = first;
        for (int i = row.first(start); i < row.events().size(); i++) {
            ThreadEvent event = row.events().get(i);
            ThreadState next = ThreadEvolver.evolve(state, event, new Position(first.sequence() + 1, i, row.at()));
            trace.add(new Traced(event, state, next));
            state = next;
        }
        return trace;
    }
}
