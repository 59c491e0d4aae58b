package io.heddle.bench.subject;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How long something took, in microseconds. Thread-safe. */
public final class Micros {
    private static final long LONGEST = 60_000_000;

    private volatile Histogram taken = new ConcurrentHistogram(LONGEST, 3);

    public void record(long micros) {
        taken.recordValue(Math.min(LONGEST, Math.max(0, micros)));
    }

    /** Since {@code begun}, a {@link System#nanoTime}. */
    public void recordSince(long begun) {
        record((System.nanoTime() - begun) / 1_000);
    }

    /** A percentile of what has been recorded since the last call of {@link #taken}. */
    public double soFar(double percentile) {
        return taken.getValueAtPercentile(percentile);
    }

    /** What has been recorded since the last call. */
    public Histogram taken() {
        Histogram all = taken;
        taken = new ConcurrentHistogram(LONGEST, 3);
        return all;
    }
}
