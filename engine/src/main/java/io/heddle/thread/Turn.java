package io.heddle.thread;

import java.util.ArrayList;
import java.util.List;

/** One row in the making: each event is applied as it is decided, so that the next command sees it. Not thread-safe. */
final class Turn {
    private final long sequence;
    private final long now;
    private final List<ThreadEvent> events = new ArrayList<>();
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

    void emit(ThreadEvent event) {
        state = ThreadEvolver.evolve(state, event, new Position(sequence, events.size(), now));
        events.add(event);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    Decision decided(List<ThreadReply> replies) {
        return new Decision(events, effects, replies, events.isEmpty() ? state : ThreadEvolver.closeRow(state));
    }
}
