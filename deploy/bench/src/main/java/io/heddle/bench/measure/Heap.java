package io.heddle.bench.measure;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is in use of the heap. */
public final class Heap {
    private static final int COLLECTIONS = 3;
    private static final int MILLIS_BETWEEN = 200;

    private Heap() {}

    /** Bytes in use after several collections, so that references which clear late are gone too. */
    public static long used() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            runtime.gc();
            pause(MILLIS_BETWEEN);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** Lets time pass. */
    public static void pause(long millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }
}
