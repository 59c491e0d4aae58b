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
}
