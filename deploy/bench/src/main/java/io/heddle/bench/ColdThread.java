package io.heddle.bench;

import com.typesafe.config.ConfigFactory;
import io.heddle.api.ThreadKey;
import io.heddle.bench.measure.Heap;
import io.heddle.bench.report.Curve;
import io.heddle.bench.report.Curve.Point;
import io.heddle.bench.report.Curve.Series;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Graphs;
import io.heddle.bench.subject.Micros;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** W9: threads of a thousand messages, and shorter and longer ones, woken cold; and what each weighs while it lives. */
final class ColdThread implements Workload {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Of few long threads each is woken so often at most; they are awaited in between. */
    private static final int WAKES_OF_ONE = 8;

    @Override
    public String name() {
        return "W9";
    }

    @Override
    public String what() {
        return "threads of up to 10,000 messages woken cold";
    }

    @Override
    public void run(World world) throws Exception {
        List<Point> p50 = new ArrayList<>();
        List<Point> p99 = new ArrayList<>();
        List<Point> memory = new ArrayList<>();
        try (EngineTurns engine = new EngineTurns(
                world.server().fresh(),
                client -> "unused",
                List.of(Graphs.TURN),
                ConfigFactory.parseString("heddle.engine { idle-after = %1$dms, stream-linger = %1$dms }"
                        .formatted(world.sizes().nap().toMillis())))) {
            for (int length : world.sizes().lengths()) {
                Growth.of(engine, threads(world, length), length);
            }
            for (int length : world.sizes().lengths()) {
                List<String> threads = threads(world, length);
                Histogram woken = wake(world, engine, threads);
                p50.add(new Point(length, woken.getValueAtPercentile(50) / 1e3));
                p99.add(new Point(length, woken.getValueAtPercentile(99) / 1e3));
                memory.add(new Point(length, weigh(engine, threads) / 1_024));
                String which = "a thread of %d messages".formatted(length);
                world.findings()
                        .figure(name(), which + " woken, p50", p50.getLast().y(), "ms");
                world.findings()
                        .figure(name(), which + " woken, p99", p99.getLast().y(), "ms");
                world.findings()
                        .figure(name(), which + " in memory", memory.getLast().y(), "kB");
            }
        }
        world.findings()
                .curve(new Curve(
                        "wake-up-by-length",
                        "Waking a thread that is not in memory",
                        "messages in the thread",
                        "ms",
                        true,
                        List.of(new Series("p50", p50), new Series("p99", p99))));
        world.findings()
                .curve(new Curve(
                        "memory-by-length",
                        "Heap of a thread while it lives",
                        "messages in the thread",
                        "kB",
                        true,
                        List.of(new Series("a thread", memory))));
    }

    /** Names of threads of one length, so many that together they have the same number of messages as the others. */
    private static List<String> threads(World world, int length) {
        return IntStream.range(0, Math.max(2, world.sizes().messagesAtLength() / length))
                .mapToObj(i -> "cold-%d-%d".formatted(length, i))
                .toList();
    }

    /** Touches threads that nobody has in memory, as often as it takes. */
    private static Histogram wake(World world, EngineTurns engine, List<String> threads) throws Exception {
        Micros micros = new Micros();
        int wakes = Math.min(world.sizes().wakes(), threads.size() * WAKES_OF_ONE);
        int woken = 0;
        while (woken < wakes) {
            engine.awaitNobody(PATIENCE);
            int now = Math.min(threads.size(), wakes - woken);
            for (String thread : threads.subList(0, now)) {
                touch(engine, thread, micros);
            }
            woken += now;
        }
        return micros.taken();
    }

    /** Heap of a thread: all of them in memory against none of them. */
    private static double weigh(EngineTurns engine, List<String> threads) throws Exception {
        engine.awaitNobody(PATIENCE);
        long gone = Heap.used();
        for (String thread : threads) {
            touch(engine, thread, new Micros());
        }
        long living = engine.living();
        return (double) (Heap.used() - gone) / Math.max(1, living);
    }

    private static void touch(EngineTurns engine, String thread, Micros micros) throws Exception {
        long begun = System.nanoTime();
        engine.engine()
                .threads()
                .get(ThreadKey.of(thread))
                .toCompletableFuture()
                .get();
        micros.recordSince(begun);
    }
}
