package io.heddle.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start has opened so far, to be closed the other way round: by a stop, or by the start itself when it cannot go on.
 * Thread-safe: a signal may arrive in the middle of a start; what is opened after that is closed at once.
 */
final class Opened implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** @throws StoppedException when a stop was asked for meanwhile */
    <T extends AutoCloseable> T add(T resource) {
        synchronized (this) {
            if (!closed) {
                open.push(resource);
                return resource;
            }
        }
        close(resource);
        throw new StoppedException();
    }

    /** Waits for a close that another thread has begun. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    /** One that fails must not keep the others open. */
    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("could not be closed resource={}", resource.getClass().getSimpleName(), e);
        }
    }

    /** The start was overtaken by a stop. */
    static final class StoppedException extends RuntimeException {
        StoppedException() {
            super("stopped while starting");
        }
    }
}
