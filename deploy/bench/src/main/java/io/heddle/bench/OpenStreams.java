package io.heddle.bench;

import com.typesafe.config.ConfigFactory;
import io.heddle.bench.measure.Heap;
import io.heddle.bench.measure.Meters;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Graphs;
import io.heddle.bench.subject.Micros;
import io.heddle.bench.subject.OpenStream;
import io.heddle.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * W8: ten thousand runs under way, each with a reader of its stream, while a hundred turns a second go on beside them. Readers
 * subscribe in process, as the gateway does for each connection: ten thousand connections of a client in the same process
 * would need more than the twenty thousand files that many machines allow.
 */
final class OpenStreams implements Workload {
    private static final int OPENED_AT_ONCE = 64;
    private static final int MINUTES_TO_END = 3;

    @Override
    public String name() {
        return "W8";
    }

    @Override
    public String what() {
        return "10,000 open streams and 100 turns a second";
    }

    @Override
    public void run(World world) throws Exception {
        int wanted = world.sizes().streams();
        CountDownLatch latch = new CountDownLatch(1);
        Graph waiting = Graphs.waiting(latch);
        try (EngineTurns engine = new EngineTurns(
                world.server().fresh(),
                client -> "beside-" + client,
                List.of(Graphs.TURN, waiting),
                ConfigFactory.empty())) {
            long before = Heap.used();
            List<OpenStream> streams = open(engine, waiting, wanted);
            double each = (double) (Heap.used() - before) / wanted;
            Meters begun = Meters.read(world.server());
            Histogram beside = beside(world, engine);
            Meters spent = Meters.read(world.server()).since(begun);
            latch.countDown();
            for (OpenStream stream : streams) {
                stream.ended().get(MINUTES_TO_END, TimeUnit.MINUTES);
            }
            long kept = engine.kept();
            long expected = wanted + beside.getTotalCount();
            if (kept < expected) {
                throw new IllegalStateException("W8: %d runs were accepted and %d ended".formatted(expected, kept));
            }
            world.findings().figure(name(), "%d streams open, heap for each".formatted(wanted), each / 1_024, "kB");
            world.findings()
                    .figure(name(), "a turn beside them, streamed, p50", beside.getValueAtPercentile(50) / 1e3, "ms");
            world.findings()
                    .figure(name(), "a turn beside them, streamed, p99", beside.getValueAtPercentile(99) / 1e3, "ms");
            world.findings()
                    .figure(
                            name(),
                            "processor time beside them, engine and PostgreSQL",
                            (spent.engine() + spent.postgres())
                                    / 1e6
                                    / world.sizes().streaming().toSeconds(),
                            "ms each second");
        }
    }

    private static List<OpenStream> open(EngineTurns engine, Graph waiting, int wanted) throws Exception {
        Semaphore room = new Semaphore(OPENED_AT_ONCE);
        List<OpenStream> streams = new ArrayList<>();
        try (ExecutorService openers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<OpenStream>> opening = new ArrayList<>();
            for (int i = 0; i < wanted; i++) {
                String thread = "open-" + i;
                opening.add(openers.submit(() -> {
                    room.acquire();
                    try {
                        OpenStream stream = engine.stream(thread, waiting);
                        stream.opened().get();
                        return stream;
                    } finally {
                        room.release();
                    }
                }));
            }
            for (Future<OpenStream> one : opening) {
                streams.add(one.get());
            }
        }
        return streams;
    }

    /** Turns that come when they come, whether or not those before them are done; a late one counts as late. */
    private static Histogram beside(World world, EngineTurns engine) throws Exception {
        Micros micros = new Micros();
        int perSecond = world.sizes().turnsPerSecond();
        long turns = world.sizes().streaming().toSeconds() * perSecond;
        long begun = System.nanoTime();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (long i = 0; i < turns; i++) {
                long due = begun + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                Heap.pause(Math.max(0, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime())));
                String thread = "beside-" + i % perSecond;
                all.add(callers.submit(() -> {
                    engine.messagesOfTurn(thread);
                    micros.recordSince(due);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        return micros.taken();
    }
}
