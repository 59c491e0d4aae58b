package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.Traced;
import java.util.List;
import java.util.Map;

/**
 * A row that is about to be written, with what will be seen of it once it is.
 *
 * @param streamed each run's stream events, whose ids are reserved
 */
public record PreparedRow(ThreadRow row, List<Traced> trace, Map<RunId, List<StreamEvent>> streamed) {
    List<StreamEvent> eventsOf(RunId run) {
        return streamed.getOrDefault(run, List.of());
    }
}
