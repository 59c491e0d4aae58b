package io.heddle.readside;

import io.heddle.jdbc.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes kept events that are too old, every ten minutes, in slices so small that each is over at once. Thread-safe. Any
 * number of nodes may do so at the same time.
 */
final class TokenRetention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenRetention.class);
    private static final int ROWS_OF_A_SLICE = 500;
    private static final int SLICES_AT_ONCE = 2_000;
    private static final long MINUTES_BETWEEN = 10;

    private final Database database;
    private final Clock clock;
    private final Duration keep;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heddle-token-retention").factory());

    TokenRetention(Database database, Clock clock, Duration keep) {
        this.database = database;
        this.clock = clock;
        this.keep = keep;
        var unused = timer.scheduleWithFixedDelay(this::sweep, 1, MINUTES_BETWEEN, TimeUnit.MINUTES);
    }

    int forgetOld() {
        long before = clock.millis() - keep.toMillis();
        int forgotten = 0;
        for (int slice = 0; slice < SLICES_AT_ONCE; slice++) {
            int rows = database.callNow(connection -> RunStreamTable.forget(connection, before, ROWS_OF_A_SLICE));
            forgotten += rows;
            if (rows < ROWS_OF_A_SLICE) {
                break;
            }
        }
        return forgotten;
    }

    private void sweep() {
        try {
            int forgotten = forgetOld();
            if (forgotten > 0) {
                LOG.info("old live events are deleted rows={}", forgotten);
            }
        } catch (RuntimeException e) {
            LOG.warn("old live events could not be deleted; tried again in {} minutes", MINUTES_BETWEEN, e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
