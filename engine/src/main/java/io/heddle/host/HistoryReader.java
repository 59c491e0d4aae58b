package io.heddle.host;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.StateQuery;
import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Values;
import io.heddle.json.Containment;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import io.heddle.thread.Effect;
import io.heddle.thread.HistoryFold;
import io.heddle.thread.Moment;
import io.heddle.thread.Run;
import io.heddle.thread.StreamReplay;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import io.heddle.thread.Traced;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what has been: states at checkpoints, histories, streams of ended runs. Folds the journal beside the thread, from
 * the nearest kept state; blocking, so for virtual threads only. Thread-safe.
 */
public final class HistoryReader {
    private final JournalRows journal;
    private final ThreadViews views;
    private final StreamReplay replay;

    public HistoryReader(JournalRows journal, ThreadViews views, StreamReplay replay) {
        this.journal = journal;
        this.views = views;
        this.replay = replay;
    }

    /** Whether somebody has written beyond a state. */
    public boolean goesBeyond(ThreadState state) {
        long next = state.sequence() + 1;
        return !journal.rows(state.key(), next, next).isEmpty();
    }

    /** The state that a run starts from, of whichever of the thread's graphs it is. */
    public ThreadCommand.BaseLoaded base(ThreadKey key, Effect.LoadBase load) {
        CheckpointId id = load.checkpoint();
        HistoryFold fold = around(key, id, id.sequence());
        return fold.at(id)
                .map(moment -> load.goingOn() ? fold.takenIn(moment) : moment)
                .map(moment -> new ThreadCommand.BaseLoaded(load.fence(), moment.namespace(), moment.made(), null))
                .orElseGet(() -> new ThreadCommand.BaseLoaded(load.fence(), ThreadState.ROOT, null, null));
    }

    /** A graph's state at a checkpoint as it was made; a missing one rises as a {@link ProblemException}. */
    GraphState baseOrRefuse(ThreadKey key, String namespace, CheckpointId id) {
        return around(key, id, id.sequence())
                .at(namespace, id)
                .map(Moment::made)
                .orElseThrow(() -> new ProblemException(new Problem.CheckpointNotFound(key.thread(), id)));
    }

    /** A checkpoint with what its tasks came to; of a graph that never began, the empty state. */
    public CheckpointView state(ThreadKey key, StateQuery query) {
        CheckpointId id = query.checkpoint();
        if (id != null) {
            HistoryFold fold = around(key, id, Long.MAX_VALUE);
            return (query.namespace().isEmpty() ? fold.at(id) : fold.at(query.namespace(), id))
                    .map(moment -> views.moment(moment, query.subgraphs()))
                    .orElseThrow(() -> new ProblemException(new Problem.CheckpointNotFound(key.thread(), id)));
        }
        return fold(key, Long.MAX_VALUE)
                .latest(query.namespace())
                .map(moment -> views.head(moment, query.subgraphs()))
                .orElseGet(() -> views.nowhere(key, query.namespace()));
    }

    /** The values at a checkpoint as it was made, or where a graph stands; none if it never began. */
    Values values(ThreadKey key, StateQuery query) {
        CheckpointId id = query.checkpoint();
        if (id == null) {
            return fold(key, Long.MAX_VALUE)
                    .latest(query.namespace())
                    .map(moment -> moment.latest().values())
                    .orElse(Values.EMPTY);
        }
        return around(key, id, id.sequence())
                .at(query.namespace(), id)
                .map(moment -> moment.made().values())
                .orElseThrow(() -> new ProblemException(new Problem.CheckpointNotFound(key.thread(), id)));
    }

    /** Newest first. What lies before the nearest kept state is read only if the page is not full without it. */
    public List<CheckpointView> history(ThreadKey key, HistoryQuery query) {
        CheckpointId before = query.before();
        HistoryFold near = foldFrom(key, before == null ? Long.MAX_VALUE : before.sequence() - 1, Long.MAX_VALUE);
        List<CheckpointView> page = page(near, query);
        return page.size() == query.limit() || near.isWhole() ? page : page(fold(key, Long.MAX_VALUE), query);
    }

    private List<CheckpointView> page(HistoryFold fold, HistoryQuery query) {
        List<Moment> moments = new ArrayList<>(fold.moments(query.namespace()));
        List<CheckpointView> page = new ArrayList<>();
        JsonValue filter = query.metadata();
        moments.sort((one, other) ->
                other.checkpoint().id().compareTo(one.checkpoint().id()));
        for (Moment moment : moments) {
            Checkpoint checkpoint = moment.checkpoint();
            if (page.size() == query.limit()) {
                break;
            }
            if (query.before() != null && checkpoint.id().compareTo(query.before()) >= 0) {
                continue;
            }
            CheckpointView view = views.moment(moment, false);
            if (filter == null || Containment.contains(view.metadata().node(), filter.node())) {
                page.add(view);
            }
        }
        return page;
    }

    /** How a run that has ended has left the thread. */
    public RunResult result(ThreadKey key, Run run) {
        long last = run.endedAtRow() - 1;
        ThreadState state = foldFrom(key, last, last).state();
        ThreadRow row = journal.rows(key, run.endedAtRow(), run.endedAtRow()).getFirst();
        return Traced.row(state, row.events(), row.at()).stream()
                .filter(traced -> traced.event() instanceof ThreadEvent.RunEnded ended
                        && ended.run().equals(run.id()))
                .findFirst()
                .map(traced -> views.result(traced.after(), run.id()))
                .orElseThrow(() -> new IllegalStateException(
                        "row %d of thread %s does not end run %s".formatted(run.endedAtRow(), key, run.id())));
    }

    /**
     * The durable events of a run's stream.
     *
     * @param firstRow the row that started the run
     */
    public List<StreamFrame> frames(ThreadKey key, RunId run, long firstRow, long after) {
        ThreadState start = foldFrom(key, firstRow - 1, firstRow - 1).state();
        return replay.frames(start, journal.rows(key, start.sequence() + 1, Long.MAX_VALUE), run, after);
    }

    /** From the very beginning, so that every checkpoint is met. */
    private HistoryFold fold(ThreadKey key, long upTo) {
        HistoryFold fold = new HistoryFold(ThreadState.unborn(key));
        for (ThreadRow row : journal.rows(key, 1, upTo)) {
            fold.row(row);
        }
        return fold;
    }

    /** A stretch in which a checkpoint was made, and what led to it. */
    private HistoryFold around(ThreadKey key, CheckpointId id, long upTo) {
        return foldFrom(key, id.sequence() - 1, upTo);
    }

    /** From the nearest state that was kept at row {@code kept} or before; its checkpoints are not met. */
    private HistoryFold foldFrom(ThreadKey key, long kept, long upTo) {
        ThreadState start = journal.snapshot(key, kept).orElseGet(() -> ThreadState.unborn(key));
        HistoryFold fold = new HistoryFold(start);
        for (ThreadRow row : journal.rows(key, start.sequence() + 1, upTo)) {
            fold.row(row);
        }
        return fold;
    }
}
