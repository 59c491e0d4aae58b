package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.StreamEvent;
import io.heddle.api.ThreadKey;
import io.heddle.thread.Decision;
import io.heddle.thread.Run;
import io.heddle.thread.RunSpec;
import io.heddle.thread.StreamProjection;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import io.heddle.thread.Traced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has in memory besides its state: streams being numbered, callers waiting for ends, tasks in flight. It
 * outlives a restart of whoever hosts the thread, so no task runs twice and no waiter is lost.
 *
 * <p>Called by one host at a time, in this order for each row: {@link #prepare}, then {@link #committed} or {@link #failed}.
 */
public final class LiveThread {
    private final ThreadKey key;
    private final RunStreams streams;
    private final RunEnds ends;
    private final StreamProjection projection;
    private final ThreadViews views;
    private final Map<RunId, Map<Object, Consumer<RunResult>>> waiters = new ConcurrentHashMap<>();
    private final Set<RunId> awaited = new HashSet<>(4);
    private final RecentResults results = new RecentResults();
    private final TasksInFlight tasks;
    private final HistoryReader history;
    private final Executor blocking;

    public LiveThread(ThreadKey key, Hosting hosting) {
        this.key = key;
        this.streams = hosting.streams();
        this.ends = hosting.ends();
        this.projection = hosting.projection();
        this.views = hosting.views();
        this.tasks = new TasksInFlight(key, hosting);
        this.history = hosting.history();
        this.blocking = hosting.executor();
    }

    public TasksInFlight tasks() {
        return tasks;
    }

    /** Reserves stream ids for what {@code decision} will show, and makes it a row. */
    public PreparedRow prepare(Decision decision, long now) {
        Map<RunId, List<StreamEvent>> streamed = new LinkedHashMap<>();
        for (Traced traced : decision.trace()) {
            openStream(traced);
            StreamProjection.Projected projected = projection.project(traced.before(), traced.event(), traced.after());
            if (projected != null && !projected.events().isEmpty()) {
                streamed.computeIfAbsent(projected.run(), run -> new ArrayList<>())
                        .addAll(projected.events());
            }
        }
        Map<RunId, Long> firstIds = new HashMap<>();
        streamed.forEach((run, events) ->
                streams.find(key, run).ifPresent(stream -> firstIds.put(run, stream.reserve(events.size()))));
        return new PreparedRow(new ThreadRow(now, decision.events(), firstIds), decision, streamed);
    }

    /** The row is durable: its stream events are shown, and those who wait for an end are told. */
    public void committed(PreparedRow prepared) {
        ThreadRow row = prepared.row();
        row.streams()
                .forEach((run, first) ->
                        streams.find(key, run).ifPresent(stream -> stream.fill(first, prepared.eventsOf(run))));
        boolean news = false;
        for (Traced traced : prepared.decision().trace()) {
            news |= traced.event() instanceof ThreadEvent.RunStarted
                    || traced.event() instanceof ThreadEvent.RunEnded
                    || traced.event() instanceof ThreadEvent.StateUpdated;
            if (traced.event() instanceof ThreadEvent.RunQueued queued) {
                awaited.add(queued.spec().id());
                ends.expect(key, queued.spec().id());
            } else if (traced.event() instanceof ThreadEvent.RunEnded ended) {
                streams.end(key, ended.run(), row.at());
                Map<Object, Consumer<RunResult>> waiting = waiters.remove(ended.run());
                boolean goesOn = prepared.decision().state().busy();
                if (awaited.remove(ended.run()) || waiting != null || goesOn) {
                    tell(views.result(traced.after(), ended.run()), waiting, goesOn);
                }
            }
        }
        if (news) {
            streams.tell(key);
        }
    }

    private void tell(RunResult result, @Nullable Map<Object, Consumer<RunResult>> waiting, boolean goesOn) {
        if (goesOn) {
            results.keep(result);
        }
        ends.tell(key, result);
        if (waiting != null) {
            waiting.values().forEach(waiter -> waiter.accept(result));
        }
    }

    /** The thread leaves this node, or this node stops. */
    public void leave(ThreadState state) {
        tasks.cancelAll();
        state.queue().forEach(run -> streams.drop(key, run));
        if (state.active() != null) {
            streams.drop(key, state.active().id());
        }
        awaited.forEach(run -> {
            streams.drop(key, run);
            ends.moved(key, run);
        });
        awaited.clear();
    }

    /** The row was not written, as far as anybody knows: its ids stay empty. */
    public void failed(PreparedRow prepared) {
        prepared.row()
                .streams()
                .forEach((run, first) -> streams.find(key, run)
                        .ifPresent(stream ->
                                stream.skip(first, prepared.eventsOf(run).size())));
    }

    /**
     * Calls {@code waiter} when the run ends; at once if it has.
     *
     * @param token whoever waits; asking again under one token replaces the earlier wait
     */
    public void whenEnded(ThreadState state, RunId run, Object token, Consumer<RunResult> waiter) {
        Run known = state.run(run);
        if (known != null && known.status().ended()) {
            tell(state, known, waiter);
        } else {
            waiters.computeIfAbsent(run, id -> new ConcurrentHashMap<>()).put(token, waiter);
        }
    }

    /** Where others have run since, how the thread was then is read from the journal. */
    private void tell(ThreadState state, Run ended, Consumer<RunResult> waiter) {
        RunResult recent = results.of(ended.id());
        if (recent != null) {
            waiter.accept(recent);
        } else if (views.isAsLeftBy(state, ended)) {
            waiter.accept(views.result(state, ended.id()));
        } else {
            blocking.execute(() -> waiter.accept(history.result(key, ended)));
        }
    }

    /** Whether anybody is waiting or anything is running. */
    public boolean idle() {
        return waiters.isEmpty() && tasks.isEmpty();
    }

    /** Makes sure that every run that has not ended has a stream; after a recovery. */
    public void openStreams(ThreadState state) {
        state.runs().values().forEach(run -> {
            RunSpec spec = run.spec();
            if (spec != null) {
                streams.open(key, spec, run.attempt());
            }
        });
    }

    private void openStream(Traced traced) {
        if (traced.event() instanceof ThreadEvent.RunQueued queued) {
            streams.open(key, queued.spec(), 1);
        } else if (traced.event() instanceof ThreadEvent.RunClaimed
                && traced.after().active() != null) {
            streams.renew(
                    key, traced.after().activeSpec(), traced.after().activeRun().attempt());
            openStreams(traced.after());
        }
    }
}
