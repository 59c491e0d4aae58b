package io.heddle.local;

import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.StateUpdate;
import io.heddle.api.StorageView;
import io.heddle.api.ThreadKey;
import io.heddle.host.GraphBuilding;
import io.heddle.host.Hosting;
import io.heddle.host.LiveThread;
import io.heddle.host.PreparedRow;
import io.heddle.host.StorageFigures;
import io.heddle.thread.Decision;
import io.heddle.thread.Effect;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** One thread of a {@link LocalEngine}: its state, its journal in memory, guarded by its lock. */
final class LocalThread {
    private final ReentrantLock lock = new ReentrantLock();
    private final Hosting hosting;
    private final LiveThread live;
    private final GraphBuilding graphs;
    private final List<byte[]> journal = new ArrayList<>();
    private ThreadState state;

    LocalThread(ThreadKey key, Hosting hosting) {
        this.hosting = hosting;
        this.state = ThreadState.unborn(key);
        this.live = new LiveThread(key, hosting);
        this.graphs = new GraphBuilding(hosting);
    }

    ThreadState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    ThreadReply decide(ThreadCommand command) {
        lock.lock();
        try {
            graphs.before(state, List.of(command)).ifPresent(CompletableFuture::join);
            long now = hosting.clock().millis();
            Decision decision = hosting.decider().decideAll(state, List.of(command), now);
            if (!decision.changesNothing()) {
                PreparedRow prepared = live.prepare(decision, now);
                journal.add(hosting.codec().encode(prepared.row()));
                state = ThreadEvolver.evolve(state, prepared.row());
                live.committed(prepared);
                live.tasks().settle(state);
            }
            decision.effects().forEach(effect -> carryOut(effect, now));
            return decision.replies().getFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Prepares a hand edit outside the lock and decides it; again if the thread has moved meanwhile. */
    ThreadReply edit(List<List<StateUpdate>> supersteps) {
        while (true) {
            ThreadState seen = state();
            if (!seen.exists()) {
                return decide(new ThreadCommand.Patch(seen.metadata()));
            }
            ThreadReply reply = decide(hosting.preparedEdit(seen, supersteps));
            if (!(reply instanceof ThreadReply.Outdated)) {
                return reply;
            }
        }
    }

    void whenEnded(RunId run, Consumer<RunResult> waiter) {
        lock.lock();
        try {
            live.whenEnded(state, run, waiter, waiter);
        } finally {
            lock.unlock();
        }
    }

    List<ThreadRow> rows(long from, long to) {
        lock.lock();
        try {
            int last = (int) Math.min(to, journal.size());
            return from > last
                    ? List.of()
                    : journal.subList((int) from - 1, last).stream()
                            .map(hosting.codec()::decode)
                            .toList();
        } finally {
            lock.unlock();
        }
    }

    /** There are no snapshots here. */
    StorageView storage() {
        lock.lock();
        try {
            long bytes = journal.stream().mapToLong(row -> row.length).sum();
            return StorageFigures.of(state, journal.size(), bytes, 0, 0);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        live.tasks().cancelAll();
    }

    private void carryOut(Effect effect, long now) {
        switch (effect) {
            case Effect.RunTasks run -> {
                if (!hosting.gate().isClosed()) {
                    live.tasks().start(run, now, this::record, this::later);
                }
            }
            case Effect.StopTasks stop -> live.tasks().stop(stop.fence(), this::later);
            case Effect.AbandonTasks abandon -> live.tasks().abandon(abandon.namespace());
            case Effect.PrepareInput prepare ->
                hosting.userCode().prepare(prepare).thenAccept(this::later);
            case Effect.Reduce reduce -> hosting.userCode().reduce(reduce).thenAccept(this::later);
            case Effect.LoadBase load ->
                hosting.executor().execute(() -> decide(hosting.history().base(state.key(), load)));
        }
    }

    private CompletionStage<ThreadReply> record(ThreadCommand command) {
        return CompletableFuture.completedFuture(decide(command));
    }

    private void later(ThreadCommand command) {
        if (!hosting.executor().isShutdown()) {
            hosting.executor().execute(() -> decide(command));
        }
    }
}
