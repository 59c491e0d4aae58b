package io.heddle.readside;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the events that were let through unkept and says so once per trouble, not once per event. Thread-safe. */
final class Unkept {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcTokenLog.class);

    private final AtomicLong count = new AtomicLong();
    private final AtomicBoolean told = new AtomicBoolean();

    void add(int events, String why, @Nullable Throwable cause) {
        count.addAndGet(events);
        if (told.compareAndSet(false, true)) {
            LOG.warn("live events are shown without being kept: {}", why, cause);
        }
    }

    /** A write went well. */
    void over() {
        if (told.get() && told.compareAndSet(true, false)) {
            LOG.info("live events are kept again; unkept since the start={}", count.get());
        }
    }

    long count() {
        return count.get();
    }
}
