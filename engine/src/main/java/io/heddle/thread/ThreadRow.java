package io.heddle.thread;

import io.heddle.api.RunId;
import java.util.List;
import java.util.Map;

/**
 * One decision, one journal row: the events of everything that was decided together.
 *
 * @param at milliseconds since the Unix epoch at which it was decided
 * @param streams for each run whose stream this row feeds, the id of its first stream event
 */
public record ThreadRow(long at, List<ThreadEvent> events, Map<RunId, Long> streams) {
    public ThreadRow {
        events = List.copyOf(events);
        streams = Map.copyOf(streams);
    }

    /**
     * The state to which this row is applied. Where a journal begins with a row that restates everything, because those before
     * it are gone, that row tells its own number.
     */
    ThreadState begin(ThreadState before) {
        if (before.sequence() > 0 || !(events.get(first(before)) instanceof ThreadEvent.StateRebased rebased)) {
            return before;
        }
        ThreadStateBuilder begun = new ThreadStateBuilder(before.key());
        begun.sequence = rebased.state().sequence();
        return begun.build();
    }

    /** The first event that counts: where a journal begins, the last one that restates everything. */
    int first(ThreadState before) {
        for (int i = events.size() - 1; before.sequence() == 0 && i > 0; i--) {
            if (events.get(i) instanceof ThreadEvent.StateRebased) {
                return i;
            }
        }
        return 0;
    }
}
