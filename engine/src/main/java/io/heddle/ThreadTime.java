package io.heddle;

import io.heddle.api.ChannelDifference;
import io.heddle.api.CheckpointId;
import io.heddle.api.Engine;
import io.heddle.api.HistoryQuery;
import io.heddle.api.StateQuery;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A thread's past, typed: what it was, how it branched, how it came to be what it is; and edits, which are part of it. To run
 * from an older state, see {@link ThreadRef#from}. Blocking, thread-safe.
 */
public final class ThreadTime {
    private static final int PAGE = 1_000;

    private final Engine engine;
    private final Graph graph;
    private final ThreadKey key;

    ThreadTime(Engine engine, Graph graph, ThreadKey key) {
        this.engine = engine;
        this.graph = graph;
        this.key = key;
    }

    /** Where the thread stands. */
    public PastState head() {
        return at(StateQuery.HEAD);
    }

    public PastState at(CheckpointId checkpoint) {
        return at(StateQuery.HEAD.at(checkpoint));
    }

    /** A state of this graph or one inside it. */
    public PastState at(StateQuery query) {
        return PastState.of(graph, Waits.on(engine.threads().state(key, query)));
    }

    /** The newest states of every branch, newest first. */
    public List<PastState> history(int limit) {
        return history(HistoryQuery.latest(limit));
    }

    /** States of every branch, newest first: filtered, from any point on, of this graph or one inside it. */
    public List<PastState> history(HistoryQuery query) {
        return Waits.on(engine.threads().history(key, query)).stream()
                .map(checkpoint -> PastState.of(graph, checkpoint))
                .toList();
    }

    /** All states as a tree: where the thread went back and on another way, it branches. */
    public List<Branch> branches() {
        return Branch.of(all());
    }

    /** The states that led to where the thread stands, oldest first; other branches are left out. */
    public List<PastState> line() {
        return line(head().id());
    }

    /** The states that led to this one, oldest first, itself included. */
    public List<PastState> line(CheckpointId last) {
        List<PastState> line = new ArrayList<>();
        CheckpointId wanted = last;
        for (PastState state : all()) {
            if (state.id().equals(wanted)) {
                line.add(state);
                wanted = state.parent().orElse(null);
            }
        }
        return line.reversed();
    }

    /** The first state, of those that led to where the thread stands, of which this is true: which step did it? */
    public Optional<PastState> firstWhere(Predicate<View> isSo) {
        return line().stream().filter(state -> isSo.test(state.state())).findFirst();
    }

    /** How an older state of this thread differs from a newer one, or the other way round. */
    public Difference diff(CheckpointId before, CheckpointId after) {
        List<ChannelDifference> channels =
                Waits.on(engine.threads().diff(key, StateQuery.HEAD.at(before), key, StateQuery.HEAD.at(after)));
        return new Difference(at(before), at(after), channels);
    }

    /** How this thread's state differs from where another thread of the graph stands. */
    public Difference diff(ThreadRef other) {
        List<ChannelDifference> channels =
                Waits.on(engine.threads().diff(key, StateQuery.HEAD, other.key(), StateQuery.HEAD));
        return new Difference(head(), other.time().head(), channels);
    }

    /** Edits the state by hand and tells the state that this made. */
    public PastState edit(Edit edit) {
        return at(Waits.on(engine.threads().update(key, edit.update())));
    }

    /** Several supersteps by hand, each with what one node or several have written: all of them, or none. */
    public PastState edit(List<List<Edit>> supersteps) {
        return at(Waits.on(engine.threads()
                .bulkUpdate(
                        key,
                        supersteps.stream()
                                .map(together ->
                                        together.stream().map(Edit::update).toList())
                                .toList())));
    }

    /** Newest first. */
    private List<PastState> all() {
        List<PastState> all = new ArrayList<>();
        HistoryQuery query = HistoryQuery.latest(PAGE);
        while (true) {
            List<PastState> page = history(query);
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
            query = query.before(page.getLast().id());
        }
    }
}
