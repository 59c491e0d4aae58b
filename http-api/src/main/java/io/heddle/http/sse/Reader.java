package io.heddle.http.sse;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells apart the two ways in which an open reply is over: it was told to its end, or its reader went away before. Whichever
 * is noticed first counts. Thread-safe.
 *
 * <pre>
 * READING -- ended() --> ENDED     the run, or the server, had nothing more to say
 * READING -- gone()  --> GONE      the action for a lost reader runs, once
 * </pre>
 */
final class Reader {
    private final AtomicReference<State> state = new AtomicReference<>(State.READING);
    private final Runnable whenGone;

    /**
     * @param whenGone what to do when the reader leaves before the end; must not block
     */
    Reader(Runnable whenGone, CompletionStage<?> connectionClosed) {
        this.whenGone = whenGone;
        connectionClosed.whenComplete((done, failure) -> gone());
    }

    void ended() {
        state.compareAndSet(State.READING, State.ENDED);
    }

    void gone() {
        if (state.compareAndSet(State.READING, State.GONE)) {
            whenGone.run();
        }
    }

    private enum State {
        READING,
        ENDED,
        GONE
    }
}
