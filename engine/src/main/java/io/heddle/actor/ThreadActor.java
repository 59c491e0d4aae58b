package io.heddle.actor;

import io.heddle.api.Problem;
import io.heddle.api.RunError;
import io.heddle.api.ThreadKey;
import io.heddle.host.GraphBuilding;
import io.heddle.host.Hosting;
import io.heddle.host.LiveThread;
import io.heddle.host.PreparedRow;
import io.heddle.task.Recorder;
import io.heddle.thread.Decision;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.SnapshotAdapter;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The one owner of a thread: gathers what waits, has it decided, writes one row, and only then shows, does and answers what
 * follows. Its mailbox is the thread's only lock.
 *
 * <p>When a write fails, Pekko recovers the same instance from the journal: tasks, waiters and readers are kept, and what was
 * being decided is decided again where that is harmless.
 *
 * <table>
 * <caption>What it does with a message</caption>
 * <tr><td>ask, report</td><td>joins the others; a flush decides all of them as one row</td></tr>
 * <tr><td>read, wait</td><td>answered from the committed state</td></tr>
 * <tr><td>compared</td><td>refused, unless another owner has written; then this one gives way</td></tr>
 * <tr><td>edit</td><td>prepared beside the actor, then asked</td></tr>
 * <tr><td>idle</td><td>goes to sleep if nobody needs it</td></tr>
 * </table>
 */
public final class ThreadActor extends EventSourcedBehavior<ThreadMessage, JournalEvent, ThreadState> {
    /** First half of every persistence id. */
    public static final String KIND = "thread";

    private static final int FLUSH_COMMANDS = 128;
    private static final Duration RESTART_MIN = Duration.ofMillis(20);
    private static final Duration RESTART_MAX = Duration.ofMillis(500);

    private final ActorContext<ThreadMessage> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final ThreadKey key;
    private final Hosting hosting;
    private final LiveThread live;
    private final GraphBuilding graphs;
    private final Refusals refusals;
    private final SnapshotRule snapshots = new SnapshotRule();
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private final IdleAlarm idle;
    private boolean flushComing;
    private long ownedEpoch = -1;
    private @Nullable InFlight inFlight;

    private ThreadActor(
            ActorContext<ThreadMessage> context,
            ActorRef<ClusterSharding.ShardCommand> shard,
            ThreadKey key,
            Hosting hosting,
            Duration idleAfter) {
        super(
                persistenceId(key),
                SupervisorStrategy.restartWithBackoff(RESTART_MIN, RESTART_MAX, 0.2)
                        .withStashCapacity(4_096)
                        .withLogLevel(Level.WARN));
        this.context = context;
        this.shard = shard;
        this.key = key;
        this.hosting = hosting;
        this.live = new LiveThread(key, hosting);
        this.graphs = new GraphBuilding(hosting);
        this.refusals = new Refusals(hosting, context.getSelf());
        this.idle = new IdleAlarm(context, idleAfter);
    }

    public static Behavior<ThreadMessage> create(
            ThreadKey key, Hosting hosting, Duration idleAfter, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> new ThreadActor(context, shard, key, hosting, idleAfter));
    }

    public static PersistenceId persistenceId(ThreadKey key) {
        return PersistenceId.of(KIND, key.toString());
    }

    @Override
    public ThreadState emptyState() {
        return ThreadState.unborn(key);
    }

    @Override
    public EventHandler<ThreadState, JournalEvent> eventHandler() {
        return (state, event) -> {
            snapshots.grown(event.bytes().length);
            ThreadState decided = event.after();
            return decided == null ? ThreadEvolver.evolve(state, event.row()) : decided;
        };
    }

    @Override
    public CommandHandler<ThreadMessage, JournalEvent, ThreadState> commandHandler() {
        return this::receive;
    }

    @Override
    public SignalHandler<ThreadState> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::recovered)
                .onSignal(PostStop.instance(), state -> {
                    idle.cancel();
                    live.leave(state);
                })
                .build();
    }

    @Override
    public boolean shouldSnapshot(ThreadState state, JournalEvent event, long sequence) {
        return !state.busy() && snapshots.due();
    }

    @Override
    public SnapshotAdapter<ThreadState> snapshotAdapter() {
        return snapshots;
    }

    private Effect<JournalEvent, ThreadState> receive(ThreadState state, ThreadMessage message) {
        if (message != ThreadMessage.Internal.IDLE) {
            idle.heard();
        }
        return switch (message) {
            case ThreadMessage.Ask ask -> gather(new Asked(ask.command(), ask.replyTo()::tell));
            case ThreadMessage.Reported report -> gather(new Asked(report.command(), report.answer()));
            case ThreadMessage.Read read -> {
                read.replyTo().tell(hosting.views().answer(state, read.question()));
                yield Effect().none();
            }
            case ThreadMessage.AwaitEnd wait -> awaitEnd(state, wait);
            case ThreadMessage.Edit edit -> {
                prepareEdit(state, edit);
                yield Effect().none();
            }
            case ThreadMessage.EditReady ready ->
                gather(new Asked(ready.edit(), reply -> {
                    if (reply instanceof ThreadReply.Outdated) {
                        context.getSelf().tell(ready.asked());
                    } else {
                        ready.asked().replyTo().tell(reply);
                    }
                }));
            case ThreadMessage.Compared compared -> {
                boolean behind = compared.behind() && compared.sequence() == state.sequence();
                compared.answer().accept(behind ? Refusals.MOVED : compared.refusal());
                if (behind) {
                    giveWay(state, List.of());
                }
                yield Effect().none();
            }
            case ThreadMessage.Wake wake -> Effect().none();
            case ThreadMessage.Stop stop -> Effect().stop();
            case ThreadMessage.Internal internal ->
                switch (internal) {
                    case FLUSH -> flush(state);
                    case IDLE -> sleepIfIdle(state);
                };
        };
    }

    private Effect<JournalEvent, ThreadState> gather(Asked asked) {
        waiting.addLast(asked);
        flushSoon();
        return Effect().none();
    }

    /** The flush goes behind what is already in the mailbox: what waits is taken, nothing waits to be taken. */
    private void flushSoon() {
        if (!flushComing && !waiting.isEmpty()) {
            flushComing = true;
            context.getSelf().tell(ThreadMessage.Internal.FLUSH);
        }
    }

    private Effect<JournalEvent, ThreadState> flush(ThreadState state) {
        Optional<CompletableFuture<Void>> building =
                graphs.before(state, waiting.stream().map(Asked::command).toList());
        if (building.isPresent()) {
            ActorRef<ThreadMessage> self = context.getSelf();
            building.get().thenRun(() -> self.tell(ThreadMessage.Internal.FLUSH));
            return Effect().none();
        }
        flushComing = false;
        List<Asked> taken = new ArrayList<>();
        while (!waiting.isEmpty() && taken.size() < FLUSH_COMMANDS) {
            taken.add(waiting.removeFirst());
        }
        long now = hosting.clock().millis();
        Decision decision = hosting.decider()
                .decideAll(state, taken.stream().map(Asked::command).toList(), now);
        if (decision.changesNothing()) {
            follow(taken.stream().map(asked -> asked.comparing(refusals, state)).toList(), decision, now);
            return Effect().none();
        }
        PreparedRow prepared = live.prepare(decision, now);
        inFlight = new InFlight(taken, prepared);
        byte[] bytes = hosting.codec().encode(prepared.row());
        return Effect()
                .persist(new JournalEvent(prepared.row(), bytes, decision.state()))
                .thenRun((ThreadState after) -> {
                    inFlight = null;
                    ownedEpoch = after.epoch();
                    live.committed(prepared);
                    hosting.committed().committed(after);
                    live.tasks().settle(after);
                    follow(taken, decision, now);
                });
    }

    /** After the row is durable, or if there was none: do what follows, then answer. */
    private void follow(List<Asked> taken, Decision decision, long now) {
        decision.effects().forEach(effect -> carryOut(effect, now));
        for (int i = 0; i < taken.size(); i++) {
            taken.get(i).answer().accept(decision.replies().get(i));
        }
        flushSoon();
    }

    private void carryOut(io.heddle.thread.Effect effect, long now) {
        ActorRef<ThreadMessage> self = context.getSelf();
        Consumer<ThreadCommand> report = command -> self.tell(new ThreadMessage.Reported(command, reply -> {}));
        Recorder recorder = command -> {
            CompletableFuture<ThreadReply> answer = new CompletableFuture<>();
            self.tell(new ThreadMessage.Reported(command, answer::complete));
            return answer;
        };
        switch (effect) {
            case io.heddle.thread.Effect.RunTasks run -> {
                if (!hosting.gate().isClosed()) {
                    live.tasks().start(run, now, recorder, report);
                }
            }
            case io.heddle.thread.Effect.StopTasks stop -> live.tasks().stop(stop.fence(), report);
            case io.heddle.thread.Effect.AbandonTasks abandon -> live.tasks().abandon(abandon.namespace());
            case io.heddle.thread.Effect.PrepareInput prepare ->
                hosting.userCode().prepare(prepare).thenAccept(report);
            case io.heddle.thread.Effect.Reduce reduce ->
                hosting.userCode().reduce(reduce).thenAccept(report);
            case io.heddle.thread.Effect.LoadBase load -> hosting.executor().execute(() -> report.accept(baseOf(load)));
        }
    }

    private ThreadCommand baseOf(io.heddle.thread.Effect.LoadBase load) {
        try {
            return hosting.history().base(key, load);
        } catch (RuntimeException unreadable) {
            context.getSystem()
                    .log()
                    .warn("history unreadable thread={} checkpoint={}", key, load.checkpoint(), unreadable);
            return new ThreadCommand.BaseLoaded(
                    load.fence(),
                    ThreadState.ROOT,
                    null,
                    new RunError("HistoryUnreadable", "the older checkpoint could not be read; run again later"));
        }
    }

    private Effect<JournalEvent, ThreadState> awaitEnd(ThreadState state, ThreadMessage.AwaitEnd wait) {
        ThreadReply known = hosting.views().answer(state, new ThreadQuestion.OfRun(wait.run()));
        if (known instanceof ThreadReply.Refused refused) {
            wait.replyTo().tell(new ThreadMessage.End.Refused(refused.problem()));
        } else {
            live.whenEnded(
                    state,
                    wait.run(),
                    wait.token(),
                    result -> wait.replyTo().tell(new ThreadMessage.End.Ended(result)));
        }
        return Effect().none();
    }

    private void prepareEdit(ThreadState state, ThreadMessage.Edit edit) {
        if (!state.exists()) {
            edit.replyTo().tell(new ThreadReply.Refused(new Problem.ThreadNotFound(key.thread())));
            return;
        }
        ActorRef<ThreadMessage> self = context.getSelf();
        hosting.userCode()
                .run("edit " + key, () -> hosting.preparedEdit(state, edit.supersteps()))
                .whenComplete((ready, thrown) -> {
                    if (thrown == null) {
                        self.tell(new ThreadMessage.EditReady(edit, ready));
                    } else {
                        edit.replyTo().tell(Refusals.of(thrown));
                    }
                });
    }

    private Effect<JournalEvent, ThreadState> sleepIfIdle(ThreadState state) {
        if (idle.isTime() && !state.busy() && waiting.isEmpty() && live.idle()) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }

    private void recovered(ThreadState state) {
        InFlight failed = inFlight;
        inFlight = null;
        if (failed != null) {
            live.failed(failed.row());
        }
        boolean displaced = ownedEpoch >= 0 && state.epoch() > ownedEpoch;
        ownedEpoch = state.epoch();
        if (displaced) {
            giveWay(state, failed == null ? List.of() : failed.asked());
            return;
        }
        if (failed != null) {
            failed.asked().reversed().forEach(this::askAgain);
        }
        live.openStreams(state);
        if (state.busy() && live.tasks().covers(state)) {
            live.tasks()
                    .reportAgain(command -> context.getSelf().tell(new ThreadMessage.Reported(command, reply -> {})));
        } else if (state.busy()) {
            live.tasks().cancelAll();
            waiting.addFirst(new Asked(new ThreadCommand.TakeOver(), reply -> {}));
        }
        flushSoon();
    }

    /** Another owner has claimed the thread: nothing of what was asked here was written, and nothing more will be. */
    private void giveWay(ThreadState state, List<Asked> unwritten) {
        context.getLog().warn("thread displaced thread={} epoch={}", key, state.epoch());
        live.leave(state);
        unwritten.forEach(asked -> asked.answer().accept(Refusals.MOVED));
        waiting.forEach(asked -> asked.answer().accept(Refusals.MOVED));
        waiting.clear();
        shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
    }

    /** What was being written when the write failed is decided again if that is harmless; else nobody can say. */
    private void askAgain(Asked asked) {
        boolean harmless = switch (asked.command()) {
            case ThreadCommand.Start c -> true;
            case ThreadCommand.Cancel c -> true;
            case ThreadCommand.Patch c -> true;
            case ThreadCommand.Prune c -> true;
            case ThreadCommand.Expire c -> true;
            case ThreadCommand.Fork c -> false;
            case ThreadCommand.TaskReported c -> true;
            case ThreadCommand.RecordCall c -> true;
            case ThreadCommand.InputPrepared c -> true;
            case ThreadCommand.Reduced c -> true;
            case ThreadCommand.BaseLoaded c -> true;
            case ThreadCommand.TasksStopped c -> true;
            case ThreadCommand.TakeOver c -> false;
            case ThreadCommand.Create c -> false;
            case ThreadCommand.Delete c -> false;
            case ThreadCommand.Edit c -> false;
        };
        if (harmless) {
            waiting.addFirst(asked);
        } else {
            asked.answer().accept(new ThreadReply.Refused(new Problem.OutcomeUnknown(null)));
        }
    }

    private record Asked(ThreadCommand command, Consumer<ThreadReply> answer) {
        Asked comparing(Refusals refusals, ThreadState state) {
            return new Asked(command, refusals.comparing(state, answer));
        }
    }

    private record InFlight(List<Asked> asked, PreparedRow row) {}
}
