package io.heddle.bench;

import io.heddle.bench.measure.Meters;
import io.heddle.bench.measure.WalShares;
import io.heddle.bench.report.Curve;
import io.heddle.bench.report.Curve.Point;
import io.heddle.bench.report.Curve.Series;
import io.heddle.bench.report.Row;
import io.heddle.bench.subject.EngineTurns;
import io.heddle.bench.subject.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * W2: threads grow to ten thousand messages, and a turn must not notice. Every length is measured in every round, on threads
 * made for it.
 */
final class LongThread implements Workload {
    /** A thread is measured while it is at most a quarter longer than it is said to be. */
    private static final int SLACK = 4;

    private static final String TABLE_BYTES =
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace";

    @Override
    public String name() {
        return "W2";
    }

    @Override
    public String what() {
        return "turns of threads of up to 10,000 messages";
    }

    /** What was found at one length; mutable. */
    private static final class AtLength {
        final Micros last = new Micros();
        final Micros whole = new Micros();
        final List<Double> wal = new ArrayList<>();
        double lastP50;
        double wholeP50;
        double table;
        double replyBytes;

        double walMedian() {
            return wal.stream().sorted().skip(wal.size() / 2).findFirst().orElseThrow();
        }
    }

    @Override
    public void run(World world) throws Exception {
        Map<Integer, AtLength> found = new TreeMap<>();
        world.sizes().lengths().forEach(length -> found.put(length, new AtLength()));
        try (EngineTurns engine = new EngineTurns(world.server().fresh(), client -> "unused")) {
            Meters begun = Meters.read(world.server());
            for (int round = 1; round <= world.sizes().rounds(); round++) {
                for (Map.Entry<Integer, AtLength> one : found.entrySet()) {
                    measure(world, engine, round, one.getKey(), one.getValue());
                }
            }
            engine.settle();
            WalShares.between(engine.database(), begun, Meters.read(world.server()))
                    .ifPresent(shares -> world.findings()
                            .figure(
                                    name(),
                                    "index + snapshots of threads that grew to these lengths",
                                    shares.besideJournal(),
                                    "x journal's WAL"));
        }
        found.values().forEach(one -> {
            one.lastP50 = one.last.taken().getValueAtPercentile(50);
            one.wholeP50 = one.whole.taken().getValueAtPercentile(50);
        });
        rows(world, found);
        curves(world, found);
    }

    private void measure(World world, EngineTurns engine, int round, int length, AtLength to) throws Exception {
        int turnsOfEach = Math.clamp(length / 2 / SLACK, 1, world.sizes().turnsAtLength());
        int each = Math.ceilDiv(world.sizes().turnsAtLength(), turnsOfEach);
        List<String> threads = IntStream.range(0, each)
                .mapToObj(i -> "r%d-m%d-%d".formatted(round, length, i))
                .toList();
        engine.settle();
        long table = engine.database().number(TABLE_BYTES);
        Growth.of(engine, threads, length);
        engine.settle();
        to.table = (double) (engine.database().number(TABLE_BYTES) - table) / each;

        Meters begun = Meters.read(world.server());
        long turns = 0;
        for (String thread : threads) {
            for (int turn = 0; turn < turnsOfEach; turn++) {
                long before = System.nanoTime();
                engine.messagesOfTurn(thread);
                to.last.recordSince(before);
                turns++;
            }
        }
        engine.settle();
        Meters ended = Meters.read(world.server());
        Optional<WalShares> shares = WalShares.ofTransactions(engine.database(), begun, ended);
        to.wal.add(shares.map(known -> (double) (known.journal() + known.index()))
                        .orElse((double) ended.since(begun).wal())
                / turns);
        for (String thread : threads) {
            long before = System.nanoTime();
            to.replyBytes = engine.turn(thread).size();
            to.whole.recordSince(before);
        }
        world.findings()
                .say(
                        "W2, from %5d messages on         round %d  engine  p50 %.0f us with the last messages, %.0f us with all (%.0f kB); %.0f B WAL a turn"
                                .formatted(
                                        length,
                                        round,
                                        to.last.soFar(50),
                                        to.whole.soFar(50),
                                        to.replyBytes / 1e3,
                                        to.wal.getLast()));
    }

    private void rows(World world, Map<Integer, AtLength> found) {
        List<Integer> lengths = world.sizes().lengths();
        int least = lengths.getFirst();
        int most = lengths.getLast();
        AtLength few = found.getOrDefault(least, new AtLength());
        AtLength many = found.getOrDefault(most, new AtLength());
        world.findings()
                .row(Row.atMost(
                        7,
                        name(),
                        many.lastP50 / few.lastP50,
                        "x latency at %d messages".formatted(least),
                        2,
                        1.2,
                        "p50 %.0f us at %d messages".formatted(many.lastP50, most)));
        world.findings()
                .row(Row.atMost(
                        7,
                        name(),
                        many.walMedian() / few.walMedian(),
                        "x WAL at %d messages".formatted(least),
                        1.1,
                        1.1,
                        "%.0f B at %d messages, journal and index".formatted(many.walMedian(), most)));
        found.forEach((length, one) -> world.findings()
                .figure(
                        name(),
                        "tables of a thread of %d messages".formatted(length),
                        one.table / length,
                        "B a message"));
        world.findings()
                .figure(
                        name(),
                        "a turn that replies with all %d messages (%.1f MB)".formatted(most, many.replyBytes / 1e6),
                        many.wholeP50 / 1e3,
                        "ms p50");
    }

    private static void curves(World world, Map<Integer, AtLength> found) {
        world.findings()
                .curve(new Curve(
                        "turn-latency-by-length",
                        "A turn of one client, p50",
                        "messages in the thread",
                        "ms",
                        true,
                        List.of(
                                series("last messages", found, one -> one.lastP50 / 1e3),
                                series("whole state", found, one -> one.wholeP50 / 1e3))));
        world.findings()
                .curve(new Curve(
                        "wal-by-length",
                        "Write-ahead log of a turn",
                        "messages in the thread",
                        "bytes",
                        false,
                        List.of(series("journal + index", found, AtLength::walMedian))));
        world.findings()
                .curve(new Curve(
                        "table-bytes-by-length",
                        "Bytes of all tables for a thread",
                        "messages in the thread",
                        "bytes",
                        true,
                        List.of(series("tables", found, one -> one.table))));
    }

    private static Series series(String name, Map<Integer, AtLength> found, ToDoubleFunction<AtLength> of) {
        List<Point> points = new ArrayList<>();
        found.forEach((length, one) -> points.add(new Point(length, of.applyAsDouble(one))));
        return new Series(name, points);
    }
}
