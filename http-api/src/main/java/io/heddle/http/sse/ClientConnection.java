package io.heddle.http.sse;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connection that requests come on, for whoever has to know that its client has left. It outlives many requests, so each
 * takes its listener back. Thread-safe.
 */
public final class ClientConnection {
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Calls {@code listener} once when the client closes its side, at once if it has; it must not block. */
    void whenClosed(Runnable listener) {
        listeners.add(listener);
        if (closed) {
            tell(listener);
        }
    }

    void forget(Runnable listener) {
        listeners.remove(listener);
    }

    /** The client has closed its side. */
    public void close() {
        closed = true;
        listeners.forEach(this::tell);
    }

    private void tell(Runnable listener) {
        if (listeners.remove(listener)) {
            listener.run();
        }
    }
}
