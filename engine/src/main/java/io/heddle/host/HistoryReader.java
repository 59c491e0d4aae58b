package io.heddle.host;

import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.HistoryQuery;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunResult;
import io.heddle.api.StateQuery;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Values;
import io.heddle.json.Containment;
import io.heddle.json.JsonValue;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import io.heddle.thread.Effect;
import io.heddle.thread.Fork;
import io.heddle.thread.HistoryFold;
import io.heddle.thread.Moment;
import io.heddle.thread.Run;
import io.heddle.thread.RunPlace;
import io.heddle.thread.StreamReplay;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import io.heddle.thread.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                    .map(moment -> views.moment(moment, query.subgraphs()).on(key))
                    .orElseThrow(() -> new ProblemException(new Problem.CheckpointNotFound(key.thread(), id)));
        }
        return latest(key, query.namespace(), Long.MAX_VALUE)
                .map(moment -> views.head(moment, query.subgraphs()).on(key))
                .orElseGet(() -> views.nowhere(key, query.namespace()));
    }

    /** The values at a checkpoint as it was made, or where a graph stands; none if it never began. */
    Values values(ThreadKey key, StateQuery query) {
        CheckpointId id = query.checkpoint();
        if (id == null) {
            return latest(key, query.namespace(), Long.MAX_VALUE)
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
        return history(key, query, Long.MAX_VALUE).stream()
                .map(view -> view.on(key))
                .toList();
    }

    private List<CheckpointView> history(ThreadKey key, HistoryQuery query, long upTo) {
        CheckpointId before = query.before();
        HistoryFold fold = foldFrom(key, before == null ? upTo : Math.min(upTo, before.sequence() - 1), upTo);
        List<CheckpointView> page = page(fold, query);
        if (page.size() < query.limit() && !fold.isWhole()) {
            fold = fold(key, upTo);
            page = page(fold, query);
        }
        Fork fork = fold.state().life().fork();
        return fork == null || page.size() == query.limit() ? page : withSource(page, fold, fork, query);
    }

    /** What a copy has of its source comes after what it has itself. Where it begins, both have a checkpoint; its own counts. */
    private List<CheckpointView> withSource(List<CheckpointView> own, HistoryFold fold, Fork fork, HistoryQuery query) {
        Set<CheckpointId> known = fold.moments(query.namespace()).stream()
                .map(moment -> moment.checkpoint().id())
                .collect(Collectors.toSet());
        HistoryQuery more =
                new HistoryQuery(query.limit() - own.size() + 1, query.before(), query.metadata(), query.namespace());
        List<CheckpointView> page = new ArrayList<>(own);
        for (CheckpointView view : history(fork.source(), more, fork.upTo())) {
            if (page.size() < query.limit() && view.id() != null && !known.contains(view.id())) {
                page.add(view);
            }
        }
        return page;
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

    /** How a run that has ended has left the thread; how the thread stands, if its past is forgotten. */
    public RunResult result(ThreadKey key, Run run) {
        long last = run.endedAtRow() - 1;
        ThreadState state = foldFrom(key, last, last).state();
        List<ThreadRow> rows = journal.rows(key, run.endedAtRow(), run.endedAtRow());
        if (rows.isEmpty()) {
            return views.result(present(key), run.id());
        }
        return Traced.row(state, rows.getFirst()).stream()
                .filter(traced -> traced.event() instanceof ThreadEvent.RunEnded ended
                        && ended.run().equals(run.id()))
                .findFirst()
                .map(traced -> views.result(traced.after(), run.id()))
                .orElseThrow(() -> new IllegalStateException(
                        "row %d of thread %s does not end run %s".formatted(run.endedAtRow(), key, run.id())));
    }

    /**
     * The durable events of a run's stream with ids above {@code after}, in order.
     */
    List<StreamFrame> frames(ThreadKey key, RunPlace run, long after) {
        if (run.firstRow() == 0) {
            return List.of();
        }
        ThreadState start =
                foldFrom(key, run.firstRow() - 1, run.firstRow() - 1).state();
        long last = run.lastRow() == 0 ? Long.MAX_VALUE : run.lastRow();
        return replay.frames(start, journal.rows(key, run.firstRow(), last), run.run(), after);
    }

    /** Edits of the graph itself by hand in rows {@code from} to {@code to}, both included, in order. */
    List<ThreadFrame> edits(ThreadKey key, long from, long to) {
        List<ThreadRow> rows = journal.rows(key, from, to);
        if (rows.stream().flatMap(row -> row.events().stream()).noneMatch(ThreadEvent.StateUpdated.class::isInstance)) {
            return List.of();
        }
        List<ThreadFrame> edits = new ArrayList<>();
        ThreadState state = foldFrom(key, from - 1, from - 1).state();
        for (ThreadRow row : rows) {
            for (Traced traced : Traced.row(state, row)) {
                Checkpoint head = traced.after().root().head();
                if (head != null
                        && traced.event() instanceof ThreadEvent.StateUpdated edit
                        && edit.namespace().equals(ThreadState.ROOT)) {
                    edits.add(new ThreadFrame(
                            ThreadFrame.position(traced.after().lastPlace(), 0),
                            null,
                            new StreamEvent.StateEdited(
                                    key.thread(),
                                    head.id(),
                                    views.values(
                                            traced.after().boundGraph(),
                                            traced.after().root().values()))));
                }
            }
            state = ThreadEvolver.evolve(state, row);
        }
        return edits;
    }

    /** From the very beginning, so that every checkpoint is met. */
    private HistoryFold fold(ThreadKey key, long upTo) {
        HistoryFold fold = new HistoryFold(ThreadState.unborn(key));
        for (ThreadRow row : journal.rows(key, 1, upTo)) {
            fold.row(row);
        }
        return fold;
    }

    /** A stretch in which a checkpoint was made, and what led to it: of a copy's own past, or of what it has of its source's. */
    private HistoryFold around(ThreadKey key, CheckpointId id, long upTo) {
        HistoryFold fold = foldFrom(key, id.sequence() - 1, upTo);
        if (fold.at(id).isPresent()) {
            return fold;
        }
        Fork fork =
                (upTo == Long.MAX_VALUE ? fold.state() : present(key)).life().fork();
        return fork == null || !fork.inherits(id) ? fold : around(fork.source(), id, Math.min(upTo, fork.upTo()));
    }

    private Optional<Moment> latest(ThreadKey key, String namespace, long upTo) {
        HistoryFold fold = fold(key, upTo);
        Fork fork = fold.state().life().fork();
        return fork == null
                ? fold.latest(namespace)
                : fold.latest(namespace).or(() -> latest(fork.source(), namespace, fork.upTo()));
    }

    /** Where a thread stands, as far as its journal goes. */
    public ThreadState present(ThreadKey key) {
        return foldFrom(key, Long.MAX_VALUE, Long.MAX_VALUE).state();
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
