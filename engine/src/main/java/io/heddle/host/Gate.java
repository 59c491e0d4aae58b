package io.heddle.host;

/** Whether new work may be handed out. Closed for good when the engine begins to drain. Thread-safe. */
public final class Gate {
    private volatile boolean closed;

    public boolean isClosed() {
        return closed;
    }

    public void close() {
        closed = true;
    }
}
