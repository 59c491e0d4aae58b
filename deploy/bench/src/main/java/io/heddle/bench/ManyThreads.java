package io.heddle.bench;

import io.heddle.api.ThreadKey;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** W4: twenty thousand threads of two turns: what one weighs while it lives, and how soon it is back when it had gone. */
final class ManyThreads implements Workload {
    private static final int THREADS = 20_000;
    private static final int TURNS = 2 * THREADS;
    private static final int TOUCHED = 2_000;
    private static final Duration IDLE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "W4";
    }

    @Override
    public List<Row> run(World world) throws Exception {
        AtomicLong next = new AtomicLong();
        try (EngineTurns engine =
                new EngineTurns(world.server().fresh(), client -> "t" + next.getAndIncrement() % THREADS, IDLE)) {
            engine.turn(0);
            long before = heap();
            while (next.get() < TURNS) {
                Load.drive(engine, world.clients(), Duration.ofSeconds(1));
            }
            long live = heap();
            new CountDownLatch(1).await(IDLE.plusSeconds(15).toSeconds(), TimeUnit.SECONDS);
            long gone = heap();
            double each = (double) (live - gone) / THREADS;
            Histogram cold = touch(engine);
            double p99 = cold.getValueAtPercentile(99) / 1e3;
            world.progress()
                    .printf(
                            "W4, %d threads: heap %d MB before, %d MB live, %d MB after they have gone; cold touch p50 %.1f ms, p99 %.1f ms%n",
                            THREADS, before >> 20, live >> 20, gone >> 20, cold.getValueAtPercentile(50) / 1e3, p99);
            return List.of(
                    Row.atMost(
                            9,
                            name(),
                            each / 1_024,
                            "kB a live idle thread",
                            6,
                            3,
                            "%.0f B, its state included".formatted(each)),
                    Row.atMost(
                            9,
                            name(),
                            p99,
                            "ms cold touch p99",
                            10,
                            5,
                            "p50 %.1f ms".formatted(cold.getValueAtPercentile(50) / 1e3)));
        }
    }

    private static Histogram touch(EngineTurns engine) throws Exception {
        Histogram micros = new Histogram(60_000_000, 3);
        Random random = new Random(4);
        for (int i = 0; i < TOUCHED; i++) {
            long begun = System.nanoTime();
            engine.engine()
                    .threads()
                    .get(ThreadKey.of("t" + random.nextInt(THREADS)))
                    .toCompletableFuture()
                    .get();
            micros.recordValue((System.nanoTime() - begun) / 1_000);
        }
        return micros;
    }

    /** Bytes in use after collections. */
    private static long heap() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            runtime.gc();
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
