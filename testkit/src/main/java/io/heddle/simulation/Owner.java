package io.heddle.simulation;

import io.heddle.api.Problem;
import io.heddle.api.ThreadKey;
import io.heddle.codec.EventCodec;
import io.heddle.host.Hosting;
import io.heddle.host.LiveThread;
import io.heddle.host.PreparedRow;
import io.heddle.task.Recorder;
import io.heddle.task.TaskThreads;
import io.heddle.task.TaskTimer;
import io.heddle.thread.Decision;
import io.heddle.thread.Effect;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvolver;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadRow;
import io.heddle.thread.ThreadState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * One owner of the simulated thread: what {@code actor.ThreadActor} is, without an actor. It gathers, decides, writes one row,
 * and then shows, does and answers what follows; the stage may cut it off at each of these. Used by one thread.
 */
final class Owner {
    private static final int FLUSH_COMMANDS = 8;

    private final int number;
    private final ThreadKey key;
    private final Stage stage;
    private final Hosting hosting;
    private final LiveThread live;
    private final EventCodec codec = new EventCodec();
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private ThreadState state;
    private long ownedEpoch = -1;
    private volatile boolean gone;

    Owner(int number, ThreadKey key, Stage stage) {
        this.number = number;
        this.key = key;
        this.stage = stage;
        this.hosting = stage.hosting(new Threads());
        this.live = new LiveThread(key, hosting);
        this.state = ThreadState.unborn(key);
    }

    /** Has user code run on the stage, by the stage's time. */
    private final class Threads implements TaskThreads {
        @Override
        public void start(String name, Runnable work) {
            stage.begins(Owner.this, name, work);
        }

        @Override
        public TaskTimer timer() {
            return stage.timer(Owner.this);
        }
    }

    private record Asked(ThreadCommand command, Consumer<ThreadReply> answer) {}

    ThreadState state() {
        return state;
    }

    Hosting hosting() {
        return hosting;
    }

    boolean gone() {
        return gone;
    }

    /** Comes to the thread for the first time. */
    void arrive() {
        state = stage.recovered(this);
        ownedEpoch = state.epoch();
        live.openStreams(state);
        takeOver();
        flush();
    }

    /** Is gone, and all it knew; code that it has handed out may go on running. */
    void leave() {
        gone = true;
    }

    void ask(ThreadCommand command, Consumer<ThreadReply> answer) {
        waiting.addLast(new Asked(command, answer));
    }

    /** Decides everything that waits. */
    void flush() {
        while (!gone && !waiting.isEmpty()) {
            List<Asked> taken = new ArrayList<>();
            while (!waiting.isEmpty() && taken.size() < FLUSH_COMMANDS) {
                taken.add(waiting.removeFirst());
            }
            decide(taken);
        }
    }

    private void decide(List<Asked> taken) {
        long now = hosting.clock().millis();
        List<ThreadCommand> commands = taken.stream()
                .map(asked -> stage.seams().delivered(asked.command(), state))
                .toList();
        Decision decision = hosting.decider().decideAll(state, commands, now);
        stage.decided(this, commands, decision);
        if (stage.seams().answersFirst()) {
            answer(taken, decision);
        }
        if (decision.changesNothing()
                && decision.replies().stream().anyMatch(ThreadReply.Refused.class::isInstance)
                && stage.isBehind(this)) {
            giveWay(taken);
            return;
        }
        if (!decision.changesNothing() && !write(taken, decision, now)) {
            return;
        }
        decision.effects().forEach(effect -> carryOut(stage.seams().carriedOut(effect, state), now));
        if (!stage.seams().answersFirst()) {
            answer(taken, decision);
        }
    }

    /** Whether the decision is durable and this owner goes on from there. */
    private boolean write(List<Asked> taken, Decision decision, long now) {
        PreparedRow prepared = live.prepare(decision, now);
        ThreadRow row = stage.seams().written(prepared.row());
        if (stage.diesBefore(this, decision.events())) {
            return false;
        }
        if (!stage.writes(this, state.sequence() + 1, codec.encode(row))) {
            live.failed(prepared);
            restart(taken);
            return false;
        }
        if (stage.diesAfter(this, decision.events())) {
            return false;
        }
        state = ThreadEvolver.evolve(state, row);
        ownedEpoch = state.epoch();
        live.committed(prepared);
        live.tasks().settle(state);
        stage.written(this);
        return true;
    }

    private static void answer(List<Asked> taken, Decision decision) {
        for (int i = 0; i < taken.size(); i++) {
            taken.get(i).answer().accept(decision.replies().get(i));
        }
    }

    /** A write has failed, as far as this owner knows: it reads what is there, and keeps the tasks it has out. */
    private void restart(List<Asked> unwritten) {
        state = stage.recovered(this);
        boolean displaced = state.epoch() > ownedEpoch;
        ownedEpoch = state.epoch();
        if (displaced) {
            giveWay(unwritten);
            return;
        }
        unwritten.reversed().forEach(this::askAgain);
        live.openStreams(state);
        if (state.busy() && live.tasks().covers(state)) {
            live.tasks().reportAgain(this::later);
        } else {
            live.tasks().cancelAll();
            takeOver();
        }
    }

    private void takeOver() {
        if (state.busy() && stage.seams().claims()) {
            waiting.addFirst(new Asked(new ThreadCommand.TakeOver(), reply -> {}));
        }
    }

    private void giveWay(List<Asked> unwritten) {
        ThreadReply moved =
                new ThreadReply.Refused(new Problem.Unavailable("the thread has moved to another owner", 1));
        List<Asked> unheard = new ArrayList<>(unwritten);
        unheard.addAll(waiting);
        waiting.clear();
        live.tasks().cancelAll();
        stage.gaveWay(this);
        unheard.forEach(asked -> asked.answer().accept(moved));
    }

    private void askAgain(Asked asked) {
        if (!(asked.command() instanceof ThreadCommand.TakeOver)) {
            waiting.addFirst(asked);
        }
    }

    private void carryOut(Effect effect, long now) {
        Recorder recorder = command -> stage.records(this, command);
        switch (effect) {
            case Effect.RunTasks run -> live.tasks().start(run, now, recorder, this::later);
            case Effect.StopTasks stop -> live.tasks().stop(stop.fence(), this::later);
            case Effect.AbandonTasks abandon -> live.tasks().abandon(abandon.namespace());
            case Effect.PrepareInput prepare ->
                hosting.userCode().prepare(prepare).thenAccept(this::later);
            case Effect.Reduce reduce -> hosting.userCode().reduce(reduce).thenAccept(this::later);
            case Effect.LoadBase load -> later(hosting.history().base(key, load));
        }
    }

    private void later(ThreadCommand command) {
        stage.reports(this, command);
    }

    @Override
    public String toString() {
        return "owner " + number;
    }
}
