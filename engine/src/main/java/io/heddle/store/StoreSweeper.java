package io.heddle.store;

import io.heddle.jdbc.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes items whose time is over, in slices so small that each is over at once. Nobody sees them before either, so this
 * only makes room. Thread-safe. Any number of nodes may do so at the same time.
 */
public final class StoreSweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreSweeper.class);
    private static final int ROWS_OF_A_SLICE = 500;
    private static final int SLICES_AT_ONCE = 2_000;

    private final Database database;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heddle-store-sweeper").factory());

    /** Sweeps from now on, first after one pause. */
    public StoreSweeper(Database database, InstantSource clock, Duration between) {
        this.database = database;
        this.clock = clock;
        long millis = between.toMillis();
        var unused = timer.scheduleWithFixedDelay(this::sweepQuietly, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Deletes what is over now, and tells how many items that were. */
    public int sweep() {
        long now = clock.millis();
        int forgotten = 0;
        for (int slice = 0; slice < SLICES_AT_ONCE; slice++) {
            int rows = database.callNow(connection -> StoreTable.forget(connection, now, ROWS_OF_A_SLICE));
            forgotten += rows;
            if (rows < ROWS_OF_A_SLICE) {
                break;
            }
        }
        return forgotten;
    }

    private void sweepQuietly() {
        try {
            int forgotten = sweep();
            if (forgotten > 0) {
                LOG.info("store items whose time is over are deleted rows={}", forgotten);
            }
        } catch (RuntimeException e) {
            LOG.warn("store items whose time is over could not be deleted; tried again after the next pause", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
