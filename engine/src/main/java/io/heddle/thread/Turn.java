package io.heddle.thread;

import io.heddle.api.RunError;
import io.heddle.api.RunId;
import io.heddle.api.RunStatus;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Checkpoint;
import io.heddle.step.GraphState;
import io.heddle.step.StateDiff;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row in the making: each event is applied as it is decided, so that the next command sees it. Not thread-safe. */
final class Turn {
    private final long sequence;
    private final long now;
    private final List<Traced> trace = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private ThreadState state;

    Turn(ThreadState state, long now) {
        this.state = state;
        this.sequence = state.sequence() + 1;
        this.now = now;
    }

    ThreadState state() {
        return state;
    }

    /** Milliseconds since the Unix epoch. */
    long now() {
        return now;
    }

    void emit(ThreadEvent event) {
        ThreadState after = ThreadEvolver.evolve(state, event, new Position(sequence, trace.size(), now));
        trace.add(new Traced(event, state, after));
        state = after;
    }

    void endActive(RunStatus status, @Nullable RunError error) {
        RunId run = state.activeRun().id();
        boolean undone = state.active() != null && state.active().isUndone();
        emit(new ThreadEvent.RunEnded(run, status, error));
        if (undone) {
            emit(new ThreadEvent.RunsHidden(List.of(run)));
        }
    }

    /** Moves a graph to an older checkpoint; {@code forked} makes one of its own out of it. */
    void goBack(String namespace, GraphState base, boolean forked) {
        Checkpoint there = base.head();
        if (there == null) {
            throw new IllegalStateException("a thread cannot go back to before its first checkpoint");
        }
        List<ChannelUpdate> changes = StateDiff.between(state.graph(namespace).values(), base.values());
        emit(new ThreadEvent.Rewound(namespace, there, base.destinations(), base.waiting(), changes, forked));
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    Decision decided(List<ThreadReply> replies) {
        return new Decision(trace, effects, replies, trace.isEmpty() ? state : ThreadEvolver.closeRow(state));
    }
}
