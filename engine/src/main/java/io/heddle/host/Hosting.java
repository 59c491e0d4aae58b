package io.heddle.host;

import io.heddle.api.CheckpointId;
import io.heddle.api.StateUpdate;
import io.heddle.api.Store;
import io.heddle.codec.EventCodec;
import io.heddle.graph.GraphCatalog;
import io.heddle.step.GraphState;
import io.heddle.task.HandEdit;
import io.heddle.task.NodeCache;
import io.heddle.task.TaskRunner;
import io.heddle.task.TaskThreads;
import io.heddle.task.UserCode;
import io.heddle.thread.StreamProjection;
import io.heddle.thread.StreamReplay;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadDecider;
import io.heddle.thread.ThreadState;
import io.heddle.thread.ThreadViews;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all threads of one engine share. Thread-safe.
 *
 * @param threads where user code runs
 * @param executor a virtual thread for each piece of blocking work
 * @param committed who is shown each state that has become durable
 * @param abandoned tasks that did not stop within their grace
 * @param inFlight tasks handed out and not yet part of a state
 */
public record Hosting(
        GraphCatalog graphs,
        HostSettings settings,
        InstantSource clock,
        EventCodec codec,
        ThreadDecider decider,
        ThreadViews views,
        StreamProjection projection,
        TaskThreads threads,
        TaskRunner runner,
        UserCode userCode,
        HandEdit handEdit,
        HistoryReader history,
        RunStreams streams,
        RunEnds ends,
        TokenLog tokens,
        CommittedStates committed,
        Gate gate,
        ExecutorService executor,
        AtomicLong abandoned,
        AtomicInteger inFlight) {
    public static Hosting of(
            GraphCatalog graphs,
            HostSettings settings,
            InstantSource clock,
            JournalRows journal,
            TokenLog tokens,
            CommittedStates committed,
            Store store) {
        return of(graphs, settings, clock, journal, tokens, committed, store, TaskThreads.VIRTUAL);
    }

    /** The same for states that nobody follows, saying where user code runs, and by what time. */
    public static Hosting of(
            GraphCatalog graphs,
            HostSettings settings,
            InstantSource clock,
            JournalRows journal,
            TokenLog tokens,
            Store store,
            TaskThreads threads) {
        return of(graphs, settings, clock, journal, tokens, CommittedStates.UNSEEN, store, threads);
    }

    private static Hosting of(
            GraphCatalog graphs,
            HostSettings settings,
            InstantSource clock,
            JournalRows journal,
            TokenLog tokens,
            CommittedStates committed,
            Store store,
            TaskThreads threads) {
        ThreadViews views = new ThreadViews(graphs);
        ExecutorService executor = Executors.newThreadPerTaskExecutor(threads.forHost());
        StreamProjection projection = new StreamProjection(graphs);
        return new Hosting(
                graphs,
                settings,
                clock,
                new EventCodec(),
                new ThreadDecider(
                        graphs, settings.queueLimit(), settings.lifetimes().usual()),
                views,
                projection,
                threads,
                new TaskRunner(graphs, clock, threads, store, NodeCache.inMemory(clock)),
                new UserCode(graphs, settings.userCodeLimit(), threads),
                new HandEdit(graphs),
                new HistoryReader(journal, views, new StreamReplay(projection)),
                new RunStreams(settings),
                new RunEnds(executor),
                tokens,
                committed,
                new Gate(),
                executor,
                new AtomicLong(),
                new AtomicInteger());
    }

    /** What a hand edit comes to on a thread that stands at {@code state}. Runs user code and reads the journal: blocking. */
    public ThreadCommand.Edit preparedEdit(ThreadState state, List<List<StateUpdate>> supersteps) {
        StateUpdate first = HandEdit.first(supersteps);
        CheckpointId older = first.checkpoint();
        GraphState base = older == null ? null : history.baseOrRefuse(state.key(), first.namespace(), older);
        return handEdit.prepare(state, base, supersteps);
    }
}
