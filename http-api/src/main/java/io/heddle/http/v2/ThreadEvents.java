package io.heddle.http.v2;

import io.heddle.api.Runs;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadStreamRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.JavaFlowSupport;
import org.apache.pekko.stream.javadsl.Source;

/** Opens a thread's events, for whichever transport carries them. Thread-safe. */
public record ThreadEvents(Runs runs) {
    /** What a run has to number so that everything can be told of it. */
    public static final Set<StreamMode> MODES = EnumSet.of(
            StreamMode.VALUES,
            StreamMode.UPDATES,
            StreamMode.MESSAGES_TUPLE,
            StreamMode.CUSTOM,
            StreamMode.TASKS,
            StreamMode.TOOLS,
            StreamMode.CHECKPOINTS);

    /** For whoever has seen nothing: the run that is going on, or the last one, is told from its start. */
    public static final long NOTHING_SEEN = -1;

    /**
     * The events that a filter lets through, across all runs; goes on until it is cancelled.
     *
     * @param since the number of the last event that was seen
     */
    public Source<ProtocolEvent, NotUsed> open(ThreadKey thread, EventFilter filter, long since) {
        long after = since < 0 ? ThreadStreamRequest.LATEST : Projection.position(since);
        var request = new ThreadStreamRequest(after, MODES, false, true);
        return JavaFlowSupport.Source.fromPublisher(runs.stream(thread, request))
                .statefulMapConcat(() -> {
                    Projection projection = new Projection();
                    return frame -> {
                        List<ProtocolEvent> told = projection.project(frame);
                        return told.stream()
                                .filter(event -> event.seq() > since && filter.lets(event))
                                .toList();
                    };
                });
    }
}
