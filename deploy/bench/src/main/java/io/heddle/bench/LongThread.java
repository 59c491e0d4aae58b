package io.heddle.bench;

import io.heddle.api.Message;
import io.heddle.api.RunRequest;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** W2: one thread grows to ten thousand messages; a turn must not notice. */
final class LongThread implements Workload {
    private static final int[] LENGTHS = {10, 100, 1_000, 10_000};
    private static final int TURNS = 200;
    private static final int AT_ONCE = 500;

    @Override
    public String name() {
        return "W2";
    }

    private record Point(double p50, double wal) {}

    @Override
    public List<Row> run(World world) throws Exception {
        List<Point> points = new ArrayList<>();
        try (EngineTurns engine = new EngineTurns(world.server().fresh(), client -> "long")) {
            int length = 0;
            for (int target : LENGTHS) {
                grow(engine, target - length);
                length = target;
                Point point = measure(world, engine);
                length += 2 * TURNS;
                points.add(point);
                world.progress()
                        .printf(
                                "W2, from %d messages on         engine       p50 %7.0f us  %6.0f B WAL a turn%n",
                                target, point.p50(), point.wal());
                length = Math.max(length, target);
            }
        }
        Point few = points.getFirst();
        Point many = points.getLast();
        return List.of(
                Row.atMost(
                        7,
                        name(),
                        many.p50() / few.p50(),
                        "x latency at 10 messages",
                        2,
                        1.2,
                        "p50 %.0f us at 10,000".formatted(many.p50())),
                Row.atMost(
                        7,
                        name(),
                        many.wal() / few.wal(),
                        "x WAL at 10 messages",
                        1.1,
                        1.1,
                        "%.0f B at 10,000".formatted(many.wal())));
    }

    private static Point measure(World world, EngineTurns engine) throws Exception {
        Meters begun = Meters.read(world.server());
        Histogram micros = new Histogram(60_000_000, 3);
        for (int i = 0; i < TURNS; i++) {
            long before = System.nanoTime();
            engine.turn(0);
            micros.recordValue((System.nanoTime() - before) / 1_000);
        }
        Meters spent = Meters.read(world.server()).since(begun);
        return new Point(micros.getValueAtPercentile(50), (double) spent.wal() / TURNS);
    }

    /** Adds messages in a few runs. */
    private static void grow(EngineTurns engine, int messages) throws Exception {
        for (int left = messages; left > 1; left -= AT_ONCE) {
            List<JsonValue> more = new ArrayList<>();
            for (int i = 0; i < Math.min(left, AT_ONCE) - 1; i++) {
                more.add(Message.human(Texts.USER).json());
            }
            var run = engine.engine()
                    .runs()
                    .start(
                            ThreadKey.of("long"),
                            RunRequest.of("turn", JsonValue.encode(Map.of("messages", more)))
                                    .creatingThread())
                    .toCompletableFuture()
                    .get();
            engine.engine()
                    .runs()
                    .join(ThreadKey.of("long"), run.id())
                    .toCompletableFuture()
                    .get();
        }
    }
}
