package io.heddle.http.sse;

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
    private final ClientConnection connection;
    private final Runnable closing = this::gone;

    /**
     * @param whenGone what to do when the reader leaves before the end; must not block
     */
    Reader(Runnable whenGone, ClientConnection connection) {
        this.whenGone = whenGone;
        this.connection = connection;
        connection.whenClosed(closing);
    }

    void ended() {
        leave(State.ENDED);
    }

    void gone() {
        if (leave(State.GONE)) {
            whenGone.run();
        }
    }

    private boolean leave(State how) {
        connection.forget(closing);
        return state.compareAndSet(State.READING, how);
    }

    private enum State {
        READING,
        ENDED,
        GONE
    }
}
