package io.heddle.bench;

import com.typesafe.config.ConfigFactory;
import io.heddle.api.ThreadKey;
import io.heddle.bench.measure.Heap;
import io.heddle.bench.measure.Load;
import io.heddle.bench.report.Row;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Graphs;
import io.heddle.bench.subject.Micros;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** W4: twenty thousand threads of two turns: what one weighs while it lives, and how soon it is back when it had gone. */
final class ManyThreads implements Workload {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LINGER = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "W4";
    }

    @Override
    public String what() {
        return "20,000 threads of two turns: memory of live ones, waking of cold ones";
    }

    @Override
    public void run(World world) throws Exception {
        int threads = world.sizes().threads();
        AtomicLong next = new AtomicLong();
        try (EngineTurns engine = new EngineTurns(
                world.server().fresh(),
                client -> "t" + next.getAndIncrement() % threads,
                List.of(Graphs.TURN),
                ConfigFactory.parseString("heddle.engine { idle-after = %ds, stream-linger = %ds }"
                        .formatted(world.sizes().idle().toSeconds(), LINGER.toSeconds())))) {
            long taken = 0;
            while (next.get() < 2L * threads) {
                taken += Load.drive(engine, world.clients(), Duration.ofSeconds(1))
                        .turns();
            }
            Heap.pause(LINGER.toMillis());
            long living = engine.living();
            long live = Heap.used();
            double state = engine.engine()
                    .threads()
                    .state(ThreadKey.of("t1"))
                    .toCompletableFuture()
                    .get()
                    .values()
                    .size();
            engine.awaitNobody(world.sizes().idle().plus(PATIENCE));
            Heap.pause(LINGER.toMillis());
            long gone = Heap.used();
            double each = (double) (live - gone) / Math.max(1, living) - state;
            world.findings()
                    .say("W4, %d threads, %d of them live: heap %d MB live, %d MB after they have gone"
                            .formatted(threads, living, live >> 20, gone >> 20));
            world.findings()
                    .row(Row.atMost(
                            9,
                            name(),
                            each / 1_024,
                            "kB a live idle thread, beside its state",
                            6,
                            3,
                            "%.0f B beside %.0f B of state".formatted(each, state)));
            Histogram cold = touch(world, engine);
            double p99 = cold.getValueAtPercentile(99) / 1e3;
            world.findings()
                    .row(Row.atMost(
                            9,
                            name(),
                            p99,
                            "ms to touch a cold thread, p99",
                            10,
                            5,
                            "p50 %.1f ms".formatted(cold.getValueAtPercentile(50) / 1e3)));
            world.findings().figure(name(), "a live thread beside its state", each, "B");
            if (engine.kept() < taken) {
                throw new IllegalStateException(
                        "W4: the engine acknowledged %d turns and kept %d".formatted(taken, engine.kept()));
            }
        }
    }

    private static Histogram touch(World world, EngineTurns engine) throws Exception {
        Micros micros = new Micros();
        Random random = new Random(4);
        for (int i = 0; i < world.sizes().touched(); i++) {
            ThreadKey thread = ThreadKey.of("t" + random.nextInt(world.sizes().threads()));
            long begun = System.nanoTime();
            engine.engine().threads().get(thread).toCompletableFuture().get();
            micros.recordSince(begun);
        }
        return micros.taken();
    }
}
