package io.heddle.bench;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long the first bytes of replies took, in microseconds. Thread-safe. */
final class FirstBytes {
    private static final long LONGEST = 60_000_000;

    private volatile Histogram micros = new ConcurrentHistogram(LONGEST, 3);

    void record(long taken) {
        micros.recordValue(Math.min(LONGEST, taken));
    }

    /** What has been recorded since the last call. */
    Histogram taken() {
        Histogram all = micros;
        micros = new ConcurrentHistogram(LONGEST, 3);
        return all;
    }
}
