package io.heddle.thread;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a run's durable stream events out of the thread's journal again, under the ids they were first sent with. */
public final class StreamReplay {
    private final StreamProjection projection;

    public StreamReplay(StreamProjection projection) {
        this.projection = projection;
    }

    /**
     * @param start the state before the first of {@code rows}
     * @param after only events with a higher id
     */
    public List<StreamFrame> frames(ThreadState start, List<ThreadRow> rows, RunId run, long after) {
        List<StreamFrame> frames = new ArrayList<>();
        ThreadState state = start;
        for (ThreadRow row : rows) {
            Map<RunId, Long> ids = new HashMap<>(row.streams());
            for (Traced traced : Traced.row(state, row)) {
                StreamProjection.Projected projected = ids.containsKey(run)
                        ? projection.project(traced.before(), traced.event(), traced.after())
                        : null;
                if (projected != null && projected.run().equals(run)) {
                    for (StreamEvent event : projected.events()) {
                        long id = ids.merge(run, 1L, Long::sum) - 1;
                        if (id > after) {
                            frames.add(new StreamFrame(id, event));
                        }
                    }
                }
            }
            state = ThreadEvolver.evolve(state, row);
        }
        return frames;
    }
}
