package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.thread.Decision;
import io.heddle.thread.ThreadRow;
import java.util.List;
import java.util.Map;

/**
 * A row that is about to be written, with what will be seen of it once it is.
 *
 * @param decision what it was made of
 * @param streamed each run's stream events, whose ids are reserved
 */
public record PreparedRow(ThreadRow row, Decision decision, Map<RunId, List<StreamEvent>> streamed) {
    List<StreamEvent> eventsOf(RunId run) {
        return streamed.getOrDefault(run, List.of());
    }
}
