package io.heddle.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** A closed loop: each client takes its next turn when the last one has been acknowledged. */
public final class Load {
    private static final long LONGEST_MICROS = Duration.ofMinutes(1).toNanos() / 1_000;

    private Load() {}

    /**
     * What came of it.
     *
     * @param micros how long turns took, in microseconds
     */
    public record Result(long turns, double seconds, Histogram micros) {
        public double perSecond() {
            return turns / seconds;
        }

        public double micros(double percentile) {
            return micros.getValueAtPercentile(percentile);
        }
    }

    public static Result drive(Subject subject, int clients, Duration time) throws Exception {
        Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                all.add(callers.submit(() -> {
                    for (long now = System.nanoTime(); now < end; ) {
                        subject.turn(client);
                        long after = System.nanoTime();
                        micros.recordValue(Math.min(LONGEST_MICROS, (after - now) / 1_000));
                        now = after;
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return new Result(micros.getTotalCount(), (System.nanoTime() - begun) / 1e9, micros);
    }
}
